// The order of the rows of a table report: by groups and figures, up to four.
import { ActionIcon, Group, NativeSelect, Select } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import { textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { AddButton } from '../../lists/AddButton.tsx'
import { useTell } from '../../words/text.tsx'
import { words } from '../words.ts'

const MOST = 4
type Sort = NonNullable<TableReportDefinition['sort']>[number]

export function Sorting({ report, path }: { readonly report: TableReportDefinition; readonly path: string }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const sort = report.sort ?? []
  const all = [...(report.groups ?? []), ...report.measures].map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
  const left = all.filter(({ value }) => !sort.some(({ by }) => by === value))
  const put = (next: readonly Sort[]) =>
    change({ label: words.sortChanged, edits: [{ kind: 'set', path: `${path}/sort`, value: next.length === 0 ? undefined : next }] })
  const replace = (index: number, next: Sort) => put(sort.map((each, at) => (at === index ? next : each)))
  return (
    <>
      {sort.map((each, index) => (
        <Group key={each.by} gap={4} wrap="nowrap">
          <Select
            style={{ flex: 1 }}
            size="xs"
            aria-label={tell(words.sort)}
            data={all.filter(({ value }) => value === each.by || left.some((other) => other.value === value))}
            value={each.by}
            allowDeselect={false}
            onChange={(by) => by !== null && replace(index, { ...each, by })}
          />
          <NativeSelect
            size="xs"
            aria-label={tell(words.sortChanged)}
            value={each.descending ? 'down' : 'up'}
            data={[
              { value: 'down', label: tell(words.descending) },
              { value: 'up', label: tell(words.ascending) },
            ]}
            onChange={(event) => replace(index, event.currentTarget.value === 'down' ? { by: each.by, descending: true } : { by: each.by })}
          />
          <ActionIcon
            size={24}
            aria-label={tell(words.removed, { name: all.find(({ value }) => value === each.by)?.label ?? each.by })}
            onClick={() => put(sort.filter((_, at) => at !== index))}
          >
            <Trash2 size={14} strokeWidth={1.75} />
          </ActionIcon>
        </Group>
      ))}
      {sort.length < MOST && left.length > 0 && (
        <AddButton label={tell(words.addSort)} onAdd={() => put([...sort, { by: left[0]!.value, descending: true }])} />
      )}
    </>
  )
}
