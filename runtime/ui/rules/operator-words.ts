// How an operator is called beside a field of a kind: numbers are "at least", times "on or after".
import type { RowOperator } from '../../expression/rows.ts'
import type { StorageKind } from '../../expression/storage.ts'
import type { WordKey } from '../words/en.ts'

const TIMES: Readonly<Partial<Record<RowOperator, WordKey>>> = { lt: 'op.time.lt', le: 'op.time.le', gt: 'op.time.gt', ge: 'op.time.ge' }

export function operatorWord(operator: RowOperator, kind: StorageKind | undefined): WordKey {
  const timely = kind === 'date' || kind === 'instant' ? TIMES[operator] : undefined
  return timely ?? `op.${operator}`
}
