// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { Anchor, Group } from '@mantine/core'
import { FILE_MODULE } from '../../expression/storage.ts'
import { CellText } from '../cell-text.tsx'
import { useFieldServices } from '../services.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ context, value, compact }: CellProps) {
  const services = useFieldServices()
  if (!Array.isArray(value) || value.length === 0) return null
  const files = value.map(String).map((id) => ({ id, name: services.titleOf(FILE_MODULE, id) ?? id, href: services.fileHref?.(id) }))
  if (compact) {
    const line = files.map(({ name }) => name).join(context.locale === 'en' ? ', ' : '、')
    return <CellText title={line}>{line}</CellText>
  }
  return (
    <Group gap={8}>
      {files.map(({ id, name, href }) =>
        href === undefined ? (
          <CellText key={id} title={name}>
            {name}
          </CellText>
        ) : (
          <Anchor key={id} href={href} download={name} fz={13} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Anchor>
        ),
      )}
    </Group>
  )
}
