// The stage log of one record as a plain array, straight from its definition and far from SQL: what the stored visits must be equal to.

export interface LoggedVisit {
  readonly stage: string
  /** Epoch milliseconds. */
  readonly entered: number
  /** Null while the record is still there. */
  readonly left: number | null
  readonly kind: 'create' | 'advance' | 'skip' | 'regress' | 'lose' | 'win' | 'revive'
}

/** The stages of a pipeline in the order of the definition. */
export type LoggedStages = readonly { readonly key: string; readonly type: 'open' | 'won' | 'lost' }[]

/** The log after the record came to `stage` at `at`. A move to the stage it is in is no move: the log stays. */
export function enterStage(log: readonly LoggedVisit[], stages: LoggedStages, stage: string, at: number): readonly LoggedVisit[] {
  const last = log.at(-1)
  if (!last) return [{ stage, entered: at, left: null, kind: 'create' }]
  if (last.stage === stage) return log
  const entered = Math.max(at, last.entered)
  return [...log.slice(0, -1), { ...last, left: entered }, { stage, entered, left: null, kind: kindOf(stages, last.stage, stage) }]
}

function kindOf(stages: LoggedStages, from: string, to: string): LoggedVisit['kind'] {
  const typeOf = (key: string) => stages.find((stage) => stage.key === key)!.type
  const ranked = [...stages.filter(({ type }) => type === 'open'), ...stages.filter(({ type }) => type === 'won').slice(0, 1)]
  const rankOf = (key: string) => (typeOf(key) === 'won' ? ranked.length - 1 : ranked.findIndex((stage) => stage.key === key))
  if (typeOf(to) === 'won') return 'win'
  if (typeOf(to) === 'lost') return 'lose'
  if (typeOf(from) === 'lost') return 'revive'
  const step = rankOf(to) - rankOf(from)
  if (step < 0) return 'regress'
  return step === 1 ? 'advance' : 'skip'
}

/** Moves between two ranked stages to a lower rank. */
export function regressionsIn(log: readonly LoggedVisit[]): number {
  return log.filter(({ kind }) => kind === 'regress').length
}
