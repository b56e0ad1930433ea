// Conditions as rows: field – operator – value, joined by AND or OR, in groups. What rows cannot say stays as a sentence.
import { Button, SegmentedControl } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../definition/app.ts'
import type { CheckedExpression } from '../../expression/expression.ts'
import { type Row, type RowGroup, toRows } from '../../expression/rows.ts'
import { textOf } from '../../label.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { conditionOf } from './draft.ts'
import { RuleRow } from './RuleRow.tsx'
import classes from './Rules.module.css'

interface RuleBuilderProps {
  readonly module: Module
  readonly condition: CheckedExpression | undefined
  readonly onCondition: (text: string | undefined) => void
}

const NONE: RowGroup = { join: 'and', rows: [] }

export default function RuleBuilder({ module, condition, onCondition }: RuleBuilderProps) {
  const say = useWords()
  const locale = useLocale()
  const start = (): RowGroup => (condition && toRows(condition, module.shape)) ?? { join: 'and', rows: [firstRow(module)] }
  const [draft, setDraft] = useState<RowGroup>(start)
  const [told, setTold] = useState(condition?.text)
  // A condition that came from elsewhere (the sentence was cleared, a link was opened) replaces the rows.
  if (condition?.text !== told) {
    setTold(condition?.text)
    setDraft(condition ? (toRows(condition, module.shape) ?? NONE) : NONE)
  }
  const unsayable = condition !== undefined && toRows(condition, module.shape) === null
  const read = conditionOf(draft, module)
  const change = (next: RowGroup) => {
    setDraft(next)
    const result = conditionOf(next, module)
    if (!result.ok || result.value?.text === told) return
    setTold(result.value?.text)
    onCondition(result.value?.text)
  }
  if (unsayable) {
    return (
      <div className={classes.group}>
        <p>{say('rules.unsayable')}</p>
        <code className={classes.text}>{condition.text}</code>
        <div>
          <Button variant="default" onClick={() => onCondition(undefined)}>
            {say('rules.start_over')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <>
      <Group module={module} group={draft} onGroup={change} depth={0} />
      {!read.ok && (
        <p className={classes.problem} role="alert">
          {textOf(read.problems[0]?.message, locale)}
        </p>
      )}
    </>
  )
}

function firstRow(module: Module): Row {
  return {
    path: module.title.key,
    operator: module.title.type.operators.includes('contains') ? 'contains' : module.title.type.operators[0]!,
    value: null,
  }
}

interface GroupProps {
  readonly module: Module
  readonly group: RowGroup
  readonly onGroup: (group: RowGroup) => void
  readonly onRemove?: () => void
  readonly depth: number
}

function Group({ module, group, onGroup, onRemove, depth }: GroupProps) {
  const say = useWords()
  const replace = (index: number, row: Row | RowGroup | undefined) => {
    onGroup({ ...group, rows: group.rows.flatMap((each, at) => (at === index ? (row ? [row] : []) : [each])) })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser
    <div className={classes.group} data-inner={depth > 0 || undefined} role="group" aria-label={say('rules.group')}>
      {(group.rows.length > 1 || depth > 0) && (
        <div className={classes.join}>
          <SegmentedControl
            size="xs"
            aria-label={say('rules.join')}
            value={group.join}
            onChange={(join) => onGroup({ ...group, join: join as 'and' | 'or' })}
            data={[
              { value: 'and', label: say('rules.and') },
              { value: 'or', label: say('rules.or') },
            ]}
          />
          {onRemove && (
            <Button variant="subtle" color="gray" leftSection={<X size={14} />} onClick={onRemove}>
              {say('rules.remove_group')}
            </Button>
          )}
        </div>
      )}
      {group.rows.map((row, index) =>
        'join' in row ? (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            key={index}
            module={module}
            group={row}
            depth={depth + 1}
            onGroup={(next) => replace(index, next)}
            onRemove={() => replace(index, undefined)}
          />
        ) : (
          <RuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            key={index}
            module={module}
            row={row}
            onRow={(next) => replace(index, next)}
            onRemove={() => replace(index, undefined)}
          />
        ),
      )}
      <div className={classes.join}>
        <Button
          variant="subtle"
          leftSection={<Plus size={14} />}
          onClick={() => onGroup({ ...group, rows: [...group.rows, firstRow(module)] })}
        >
          {say('rules.add')}
        </Button>
        {depth === 0 && (
          <Button
            variant="subtle"
            leftSection={<Plus size={14} />}
            onClick={() =>
              onGroup({
                ...group,
                rows: [...group.rows, { join: group.join === 'and' ? 'or' : 'and', rows: [firstRow(module), firstRow(module)] }],
              })
            }
          >
            {say('rules.add_group')}
          </Button>
        )}
      </div>
    </div>
  )
}
