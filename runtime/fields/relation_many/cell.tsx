// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { Group } from '@mantine/core'
import { CellButton } from '../cell-link.tsx'
import { CellText } from '../cell-text.tsx'
import { useFieldServices } from '../services.tsx'
import type { CellProps } from '../view-contract.ts'
import { targetOf } from './type.ts'

export function Cell({ field, context, value, compact }: CellProps) {
  const services = useFieldServices()
  if (!Array.isArray(value) || value.length === 0) return null
  const module = targetOf(field.options)
  const records = value.map(String).map((id) => ({ id, title: services.titleOf(module, id) ?? id }))
  const open = services.openRecord
  if (compact || !open) {
    const line = records.map(({ title }) => title).join(context.locale === 'en' ? ', ' : '、')
    return <CellText title={line}>{line}</CellText>
  }
  return (
    <Group gap={8}>
      {records.map(({ id, title }) => (
        <CellButton key={id} onClick={() => open.call(services, module, id)}>
          {title}
        </CellButton>
      ))}
    </Group>
  )
}
