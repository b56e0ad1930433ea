// The way from a list to importing into it, for those who may.
import { ActionIcon, Tooltip } from '@mantine/core'
import { Upload } from 'lucide-react'
import { Link } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useViewing } from '../shell/access/view-as.ts'
import { useWords } from '../words/words.tsx'
import { newImportPath } from './import-path.ts'

export function ImportLink({ module }: { readonly module: Module }) {
  const say = useWords()
  const { app, abilities } = useApp()
  const looking = useViewing() !== undefined
  if (!abilities(module.key).import || looking) return null
  return (
    <Tooltip label={say('import')}>
      <ActionIcon
        component={Link}
        href={newImportPath(app.key, module.key)}
        aria-label={say('import')}
        style={{ color: 'var(--ai-color)' }}
      >
        <Upload size={16} strokeWidth={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}
