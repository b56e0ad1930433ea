// The view as a file: the same records, columns and order as on screen, all of them and not only those in sight.
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { Download } from 'lucide-react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { withQuery } from '../data/paths.ts'
import { useWords } from '../words/words.tsx'
import { shownNames } from './grid/columns.tsx'
import { type ListState, questionOf } from './list-state.tsx'

const FORMATS = [
  ['xlsx', 'view.export.xlsx'],
  ['csv', 'view.export.csv'],
] as const

export default function ExportMenu({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const { app } = useApp()
  const path = `/api/v1/apps/${app.key}/records/${module.key}/export`
  const { view, where, search, sort } = questionOf(state)
  const fields = shownNames(module, state.view).join()
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Tooltip label={say('view.export')}>
          <ActionIcon aria-label={say('view.export')}>
            <Download size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(([format, word]) => (
          <Menu.Item key={format} component="a" href={withQuery(path, { format, fields, view, where, sort, search })} download>
            {say(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
