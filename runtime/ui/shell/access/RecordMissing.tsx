// A record that is not there for the reader: what that may mean, and the address to send to whoever can tell.
import { Button, TextInput } from '@mantine/core'
import { Copy } from 'lucide-react'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { useApp, useModule } from '../../data/app-context.tsx'
import { modulePath } from '../../data/paths.ts'
import { moduleLabel } from '../../data/titles.ts'
import { useWords } from '../../words/words.tsx'
import { Empty } from '../Notices.tsx'
import { showOverlay } from '../overlays.ts'
import { forgetRecord } from '../places/remembered.tsx'
import { TopBar } from '../TopBar.tsx'
import { tellDone, tellFailure } from '../toasts.tsx'
import classes from './Access.module.css'

export default function RecordMissing({ module: key, id }: { readonly module: string; readonly id: string }) {
  const say = useWords()
  const { app, design } = useApp()
  const module = useModule(key)
  const address = location.origin + modulePath(app.key, key, id)
  useEffect(() => forgetRecord(app.key, key, id), [app.key, key, id])
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => tellDone(say('record.copied')),
      (error) => tellFailure(say('record.not_copied'), error),
    )
  return (
    <>
      <TopBar title={say('access.missing')} crumbs={module ? <Link href={modulePath(app.key, key)}>{moduleLabel(module)}</Link> : null} />
      <Empty
        level={1}
        title={say('access.missing')}
        text={say('access.missing.text')}
        picture={<LockedCard />}
        action={
          <>
            <div className={classes.address}>
              <TextInput
                size="sm"
                readOnly
                aria-label={say('access.address')}
                value={address}
                onFocus={(event) => event.currentTarget.select()}
              />
              <Button size="sm" leftSection={<Copy size={14} />} onClick={() => void copy()}>
                {say('access.copy')}
              </Button>
            </div>
            {design && module && (
              <Button variant="subtle" onClick={() => showOverlay({ kind: 'access', module: key, id })}>
                {say('access.why')}
              </Button>
            )}
          </>
        }
      />
    </>
  )
}

/** A card whose lines cannot be read. */
function LockedCard() {
  return (
    <svg width="120" height="80" viewBox="0 0 120 80" fill="none" aria-hidden="true">
      <rect
        x="1"
        y="1"
        width="118"
        height="78"
        rx="6"
        stroke="var(--mantine-color-default-border)"
        strokeWidth="1.5"
        strokeDasharray="4 4"
      />
      <rect x="12" y="14" width="52" height="5" rx="2.5" fill="var(--line)" />
      <rect x="12" y="28" width="36" height="4" rx="2" fill="var(--line)" />
      <rect x="12" y="40" width="44" height="4" rx="2" fill="var(--line)" />
      <rect x="80" y="36" width="24" height="20" rx="3" fill="var(--stage-first)" />
      <path d="M85 36v-6a7 7 0 0 1 14 0v6" stroke="var(--stage-first)" strokeWidth="3" />
    </svg>
  )
}
