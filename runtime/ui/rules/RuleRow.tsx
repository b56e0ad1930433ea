// One row of a condition: a field, an operator its type offers, and a value written with the field's own control.
import { ActionIcon, Select } from '@mantine/core'
import { X } from 'lucide-react'
import type { Module } from '../../definition/app.ts'
import type { Operator } from '../../expression/operators.ts'
import type { Row } from '../../expression/rows.ts'
import { useApp } from '../data/app-context.tsx'
import { useWords } from '../words/words.tsx'
import { memberAtPath, operatorsOf, pathsOf, valueKind } from './draft.ts'
import { operatorWord } from './operator-words.ts'
import classes from './Rules.module.css'
import { RuleValue } from './RuleValue.tsx'

interface RuleRowProps {
  readonly module: Module
  readonly row: Row
  readonly onRow: (row: Row) => void
  readonly onRemove: () => void
}

export function RuleRow({ module, row, onRow, onRemove }: RuleRowProps) {
  const say = useWords()
  const { app } = useApp()
  const found = memberAtPath(app, module, row.path)
  const choosePath = (path: string) => {
    const next = memberAtPath(app, module, path)
    if (!next) return
    const offered = operatorsOf(next.module, next.member)
    onRow({
      path,
      operator:
        offered.includes('contains') && next.member.storage.kind === 'text' && next.member.name !== '_stage' ? 'contains' : offered[0]!,
      value: null,
    })
  }
  const chooseOperator = (operator: Operator) => {
    const same = found && valueKind(operator, found.member) === valueKind(row.operator, found.member)
    onRow({ ...row, operator, value: same ? row.value : null })
  }
  const operators = found ? operatorsOf(found.module, found.member) : []
  const offered = operators.includes(row.operator) ? operators : [...operators, row.operator]
  return (
    <div className={classes.row}>
      <Select
        className={classes.field}
        size="xs"
        aria-label={say('rules.field')}
        searchable
        allowDeselect={false}
        data={pathsOf(app, module).map(({ group, items }) => ({ group, items: [...items] }))}
        value={row.path}
        onChange={(path) => path && choosePath(path)}
        nothingFoundMessage={say('nothing_found')}
        maxDropdownHeight={320}
      />
      <Select
        className={classes.operator}
        size="xs"
        aria-label={say('rules.operator')}
        allowDeselect={false}
        data={offered.map((operator) => ({ value: operator, label: say(operatorWord(operator, found?.member.storage.kind)) }))}
        value={row.operator}
        onChange={(operator) => operator && chooseOperator(operator as Operator)}
      />
      <div className={classes.value}>
        {found && (
          <RuleValue
            key={`${row.path} ${valueKind(row.operator, found.member)}`}
            module={found.module}
            member={found.member}
            row={row}
            onValue={(value) => onRow({ ...row, value })}
          />
        )}
      </div>
      <ActionIcon aria-label={say('rules.remove')} onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  )
}
