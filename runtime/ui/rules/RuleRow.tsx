// One row of a condition: a field, an operator its type offers, and a value written with the field's own control.
import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AnyRow, Row, RowOperator } from '../../expression/rows.ts'
import { useWords } from '../words/words.tsx'
import { operatorsOf, valueKind } from './draft.ts'
import { operatorWord } from './operator-words.ts'
import type { RulePlace } from './place.ts'
import classes from './Rules.module.css'
import { RuleValue } from './RuleValue.tsx'
import { SubjectSelect } from './SubjectSelect.tsx'
import { memberAtPath } from './subjects.ts'

interface RuleRowProps {
  readonly place: RulePlace
  readonly row: Row
  readonly onRow: (row: AnyRow) => void
  /** What moves, copies and removes the row. */
  readonly tools: ReactNode
}

export function RuleRow({ place, row, onRow, tools }: RuleRowProps) {
  const say = useWords()
  const found = memberAtPath(place.app, place.module, row.path)
  const chooseOperator = (operator: RowOperator) => {
    const same = found && valueKind(operator, found.member) === valueKind(row.operator, found.member)
    onRow({ ...row, operator, value: same ? row.value : null })
  }
  const operators = found ? operatorsOf(found.module, found.member) : []
  const offered = operators.includes(row.operator) ? operators : [...operators, row.operator]
  return (
    <div className={classes.row}>
      <SubjectSelect place={place} row={row} onRow={onRow} />
      <Select
        className={classes.operator}
        size="xs"
        aria-label={say('rules.operator')}
        allowDeselect={false}
        data={offered.map((operator) => ({ value: operator, label: say(operatorWord(operator, found?.member.storage.kind)) }))}
        value={row.operator}
        onChange={(operator) => operator && chooseOperator(operator as RowOperator)}
      />
      <div className={classes.value}>
        {found && (
          <RuleValue
            key={`${row.path} ${valueKind(row.operator, found.member)}`}
            module={found.module}
            member={found.member}
            operator={row.operator}
            value={row.value}
            onValue={(value) => onRow({ ...row, value })}
          />
        )}
      </div>
      {tools}
    </div>
  )
}
