// A row about related records: whether one of them is as the conditions say, or how many there are and what they come to.
import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { type AnyRow, MEASURES, type Measure, type RelatedRow, type RowOperator } from '../../expression/rows.ts'
import { useWords } from '../words/words.tsx'
import { operatorsOf, valueKind } from './draft.ts'
import { operatorWord } from './operator-words.ts'
import type { RulePlace } from './place.ts'
import { RowsEditor } from './RowsEditor.tsx'
import classes from './Rules.module.css'
import { NumberValue, RuleValue } from './RuleValue.tsx'
import { SubjectSelect } from './SubjectSelect.tsx'
import { figurePaths, memberAtPath, relatedAt } from './subjects.ts'

const COUNT_OPERATORS: readonly RowOperator[] = ['ge', 'gt', 'eq', 'ne', 'le', 'lt']
const FIGURE_OPERATORS: readonly RowOperator[] = [...COUNT_OPERATORS, 'is_empty', 'is_not_empty']
/** The sum of none is 0. */
const SUM_OPERATORS = COUNT_OPERATORS

interface RelatedRuleProps {
  readonly place: RulePlace
  readonly row: RelatedRow
  readonly onRow: (row: AnyRow) => void
  readonly tools: ReactNode
}

export function RelatedRule({ place, row, onRow, tools }: RelatedRuleProps) {
  const say = useWords()
  const target = relatedAt(place.app, place.module, row.related)
  const { measure } = row
  const isCount = measure === 'count'
  const isFigure = !isCount && measure !== 'exists' && measure !== 'none' && measure !== 'all'
  const found = target && row.of !== null ? memberAtPath(place.app, target, row.of) : undefined
  const choose = (next: Measure) => {
    if (next === 'exists' || next === 'none' || next === 'all') onRow({ ...row, measure: next, of: null, operator: null, value: null })
    else if (next === 'count') onRow({ ...row, measure: next, of: null, operator: 'ge', value: isCount ? row.value : null })
    else {
      const fits =
        target && row.of !== null && figurePaths(place.app, target, next).some(({ items }) => items.some(({ value }) => value === row.of))
      onRow({ ...row, measure: next, of: fits ? row.of : null, operator: 'ge', value: fits ? row.value : null })
    }
  }
  const timely = found && (found.member.storage.kind === 'date' || found.member.storage.kind === 'instant')
  const fitting = isCount || measure === 'sum' ? SUM_OPERATORS : FIGURE_OPERATORS
  const spans = found ? operatorsOf(found.module, found.member).filter((each) => each === 'within_last' || each === 'within_next') : []
  const known = [...fitting, ...spans]
  const operator = row.operator ?? 'ge'
  const operators = known.includes(operator) ? known : [...known, operator]
  const kindOf = (each: RowOperator) => (found ? valueKind(each, found.member) : 'one')
  return (
    <div className={classes.related}>
      <div className={classes.row}>
        <SubjectSelect place={place} row={row} onRow={onRow} />
        <Select
          className={classes.measure}
          size="xs"
          aria-label={say('rules.measure')}
          allowDeselect={false}
          data={MEASURES.map((each) => ({ value: each, label: say(`rules.measure.${each}`) }))}
          value={measure}
          onChange={(next) => next && choose(next as Measure)}
        />
        {(isCount || isFigure) && (
          <div className={classes.figure} data-of={isFigure || undefined}>
            {isFigure && target && (
              <Select
                size="xs"
                aria-label={say('rules.of')}
                placeholder={say('rules.of')}
                searchable
                allowDeselect={false}
                data={figurePaths(place.app, target, measure).map(({ group, items }) => ({ group, items: [...items] }))}
                value={row.of}
                onChange={(of) => of && onRow({ ...row, of, value: null })}
                nothingFoundMessage={say('nothing_found')}
              />
            )}
            <Select
              size="xs"
              aria-label={say('rules.operator')}
              allowDeselect={false}
              data={operators.map((each) => ({
                value: each,
                label: say(operatorWord(each, timely ? found.member.storage.kind : 'decimal')),
              }))}
              value={operator}
              onChange={(next) =>
                next &&
                onRow({ ...row, operator: next as RowOperator, value: kindOf(next as RowOperator) === kindOf(operator) ? row.value : null })
              }
            />
            <div className={classes.value}>
              {found && measure !== 'avg' ? (
                <RuleValue
                  key={`${row.of} ${kindOf(operator)}`}
                  module={found.module}
                  member={found.member}
                  operator={operator}
                  value={row.value}
                  onValue={(value) => onRow({ ...row, value })}
                />
              ) : (
                operator !== 'is_empty' &&
                operator !== 'is_not_empty' && <NumberValue value={row.value} onValue={(value) => onRow({ ...row, value })} />
              )}
            </div>
          </div>
        )}
        {tools}
      </div>
      {target && (
        <div className={classes.inner}>
          <RowsEditor
            place={{ app: place.app, module: target, before: false }}
            root={row.where}
            onRoot={(where) => onRow({ ...row, where })}
            label={say('rules.where')}
            inner
          />
        </div>
      )}
    </div>
  )
}
