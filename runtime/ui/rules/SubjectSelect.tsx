// What a row is about: a field, a path through relations, or related records.
import { Select } from '@mantine/core'
import type { AnyRow, RelatedRow, Row } from '../../expression/rows.ts'
import { rankOf } from '../../match.ts'
import { useWords } from '../words/words.tsx'
import { firstOperator, NO_ROWS } from './draft.ts'
import type { RulePlace } from './place.ts'
import classes from './Rules.module.css'
import { labelOfPath, memberAtPath, pathsBefore, pathsOf, relatedOf } from './subjects.ts'

const RELATED = '@'

interface SubjectSelectProps {
  readonly place: RulePlace
  readonly row: Row | RelatedRow
  readonly onRow: (row: AnyRow) => void
}

export function SubjectSelect({ place, row, onRow }: SubjectSelectProps) {
  const say = useWords()
  const { app, module } = place
  const value = 'related' in row ? RELATED + row.related : row.path
  const [own, ...others] = pathsOf(app, module, 'path' in row ? row.path : '')
  const related = relatedOf(app, module).map(({ path, label }) => ({ value: RELATED + path, label }))
  const groups = [
    own!,
    ...(related.length > 0 ? [{ group: say('rules.related'), items: related }] : []),
    ...others,
    ...(place.before ? [pathsBefore(app, module, say)] : []),
  ]
  const known = groups.some(({ items }) => items.some((item) => item.value === value))
  const unknown = { group: say('rules.field'), items: [{ value, label: labelOfPath(app, module, value.replace(RELATED, ''), say) }] }
  const choose = (next: string) => {
    if (next.startsWith(RELATED)) {
      onRow({ related: next.slice(1), measure: 'exists', of: null, operator: null, value: null, where: NO_ROWS })
      return
    }
    const found = memberAtPath(app, module, next)
    if (found) onRow({ path: next, operator: firstOperator(found.module, found.member), value: null })
  }
  return (
    <Select
      className={classes.subject}
      size="xs"
      aria-label={say('rules.field')}
      searchable
      allowDeselect={false}
      data={(known ? groups : [unknown, ...groups]).map(({ group, items }) => ({ group, items: [...items] }))}
      value={value}
      onChange={(next) => next && next !== value && choose(next)}
      filter={({ options, search }) => {
        if (search.trim() === '') return options
        const fits = (label: string) => rankOf(label, search) > 0 || label.toLowerCase().includes(search.trim().toLowerCase())
        return options.flatMap((each): (typeof options)[number][] => {
          if (!('group' in each)) return fits(each.label) ? [each] : []
          const items = each.items.filter((item) => fits(typeof item === 'object' ? item.label : item))
          return items.length > 0 ? [{ ...each, items }] : []
        })
      }}
      nothingFoundMessage={say('nothing_found')}
      maxDropdownHeight={320}
      comboboxProps={{ shadow: 'md', width: 'max-content', position: 'bottom-start', middlewares: { shift: true, flip: true } }}
    />
  )
}
