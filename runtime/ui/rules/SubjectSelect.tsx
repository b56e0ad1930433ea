// What a row is about: a field, a path through relations, or related records.
import { Select } from '@mantine/core'
import { useState } from 'react'
import type { AnyRow, RelatedRow, Row } from '../../expression/rows.ts'
import { rankOf } from '../../match.ts'
import { type Say, useWords } from '../words/words.tsx'
import { firstOperator, NO_ROWS } from './draft.ts'
import type { RulePlace } from './place.ts'
import classes from './Rules.module.css'
import { labelOfPath, memberAtPath, type PathChoice, pathsBefore, pathsOf, relatedOf } from './subjects.ts'

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
  // Everything that can be chosen is put together once somebody looks for it: a condition of many rows of a large module stays light.
  const [asked, setAsked] = useState(false)
  const groups = asked ? offered(place, 'path' in row ? row.path : '', say) : []
  const known = groups.some(({ items }) => items.some((item) => item.value === value))
  const chosen = { group: say('rules.field'), items: [{ value, label: labelOfSubject(place, row, say) }] }
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
      data={(known ? groups : [chosen, ...groups]).map(({ group, items }) => ({ group, items: [...items] }))}
      value={value}
      onDropdownOpen={() => setAsked(true)}
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

function offered({ app, module, before }: RulePlace, path: string, say: Say): PathChoice[] {
  const [own, ...others] = pathsOf(app, module, path)
  const related = relatedOf(app, module).map((each) => ({ value: RELATED + each.path, label: each.label }))
  return [
    own!,
    ...(related.length > 0 ? [{ group: say('rules.related'), items: related }] : []),
    ...others,
    ...(before ? [pathsBefore(app, module, say)] : []),
  ]
}

function labelOfSubject({ app, module }: RulePlace, row: Row | RelatedRow, say: Say): string {
  if ('path' in row) return labelOfPath(app, module, row.path, say)
  return relatedOf(app, module).find(({ path }) => path === row.related)?.label ?? row.related
}
