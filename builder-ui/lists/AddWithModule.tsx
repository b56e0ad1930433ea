// A button that makes something new about the records of a module: its name and the module are asked.
import { Select } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { moduleLabel } from '../../runtime/ui/data/titles.ts'
import { AddByName } from './AddByName.tsx'

interface AddWithModuleProps {
  readonly label: string
  /** What the choice of the module is called. */
  readonly moduleName: string
  readonly onAdd: (name: string, module: Module) => Promise<void>
  /** What else is asked. */
  readonly children?: ReactNode
}

export function AddWithModule({ label, moduleName, onAdd, children }: AddWithModuleProps) {
  const { app } = useApp()
  const modules = [...app.modules.values()]
  const [over, setOver] = useState<string | null>(null)
  const module = app.modules.get(over ?? '') ?? modules[0]
  return (
    <AddByName label={label} onAdd={async (name) => module && onAdd(name, module)}>
      <Select
        label={moduleName}
        data={modules.map((each) => ({ value: each.key, label: moduleLabel(each) }))}
        value={module?.key ?? null}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={setOver}
      />
      {children}
    </AddByName>
  )
}
