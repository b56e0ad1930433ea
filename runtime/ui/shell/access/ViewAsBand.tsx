// The band over an app that is looked at as one of its roles: which one, that nothing can be changed, and the way out.
import { Button } from '@mantine/core'
import { Eye } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { textOf } from '../../../label.ts'
import { onViewRefused } from '../../data/api.ts'
import { appPath } from '../../data/paths.ts'
import { useLocale, useWords } from '../../words/words.tsx'
import classes from './Access.module.css'
import { stopViewing, type Viewing } from './view-as.ts'

const SHOWN = 8000

export default function ViewAsBand({ viewing }: { readonly viewing: Viewing }) {
  const say = useWords()
  const locale = useLocale()
  const [path] = useLocation()
  const [refused, setRefused] = useState(0)
  useEffect(() => onViewRefused(() => setRefused((count) => count + 1)), [])
  useEffect(() => {
    if (refused === 0) return
    const timer = setTimeout(() => setRefused(0), SHOWN)
    return () => clearTimeout(timer)
  }, [refused])
  // Elsewhere one acts as oneself.
  const own = appPath(viewing.app)
  if (path !== own && !path.startsWith(`${own}/`)) return null
  return (
    <aside className={classes.band} data-refused={refused > 0 || undefined} aria-label={say('viewas')}>
      <Eye size={16} strokeWidth={1.75} aria-hidden />
      <p className={classes.bandText} role="status">
        <strong>{say('viewas.band', { role: textOf(viewing.label, locale, viewing.role) })}</strong>{' '}
        <span>{say(refused > 0 ? 'viewas.refused' : 'viewas.read_only')}</span>
      </p>
      <Button variant="default" size="compact-sm" onClick={stopViewing}>
        {say('viewas.exit')}
      </Button>
    </aside>
  )
}
