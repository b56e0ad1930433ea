// A publish plan as the server tells it, and how its parts belong together: the items that change, what each means for data, and what has to be decided.
import type { ItemChange } from '../../runtime/definition/items.ts'
import type { Text } from '../../runtime/label.ts'
import type { Finding } from '../editor/problems.tsx'

export interface Decision {
  readonly key: string
  readonly kind: 'choice' | 'stage' | 'start' | 'fill' | 'convert' | 'restore'
  readonly path: string
  readonly module: string
  readonly field?: string
  readonly question: Text
  /** Absent: any value the field takes. */
  readonly options?: readonly { readonly value: unknown; readonly label: Text }[]
  readonly rows: number
  readonly examples: readonly string[]
  readonly required: boolean
}

export interface PlanLine {
  readonly kind: string
  readonly path: string
  readonly text: Text
  readonly rows?: number
  readonly lost?: { readonly count: number; readonly examples: readonly unknown[] }
  readonly files?: number
  readonly decision?: Decision
}

export interface PlanProblem {
  readonly path: string
  readonly code: string
  readonly message: Text
}

export interface ChangePlan {
  /** The live version it was made for. */
  readonly base: number
  readonly items: readonly ItemChange[]
  readonly lines: readonly PlanLine[]
  readonly decisions: readonly Decision[]
  readonly problems: readonly PlanProblem[]
  readonly findings: readonly (Omit<Finding, 'message'> & { readonly message: Text })[]
}

export interface DraftPlan extends ChangePlan {
  readonly version: number
  readonly draftBase: number
  readonly behind: boolean
  readonly since: readonly ItemChange[]
}

export type Answers = Readonly<Record<string, unknown>>

/** What was answered, without what nobody said anything about. */
export function given(answers: Answers): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined))
}

/** The decisions without which nothing can be published. */
export function unanswered(plan: ChangePlan, answers: Answers): readonly Decision[] {
  return plan.decisions.filter(({ key, required }) => required && answers[key] === undefined)
}

/** How many records the plan touches at most: those of each line, once a place. */
export function rowsTouched(plan: ChangePlan): number {
  return plan.lines.reduce((sum, { rows = 0 }) => sum + rows, 0)
}

export interface Effects {
  readonly item: ItemChange
  readonly lines: readonly PlanLine[]
}

/** Each item with the lines about it: those of its place or of one inside it; what belongs to none stands for itself. */
export function withEffects(plan: ChangePlan): { readonly items: readonly Effects[]; readonly rest: readonly PlanLine[] } {
  const within = (path: string, place: string) => path === place || path.startsWith(`${place}/`)
  const ownerOf = (line: PlanLine) => {
    const near = plan.items.filter(({ path }) => within(line.path, path) || within(path, line.path))
    // Of several the one whose place is nearest to that of the line.
    return near.sort((a, b) => Math.abs(a.path.length - line.path.length) - Math.abs(b.path.length - line.path.length))[0]
  }
  const owners = new Map(plan.lines.map((line) => [line, ownerOf(line)]))
  return {
    items: plan.items.map((item) => ({ item, lines: plan.lines.filter((line) => owners.get(line) === item) })),
    rest: plan.lines.filter((line) => owners.get(line) === undefined),
  }
}

/** The three lists of the document, in the order they are read. */
export const KINDS = ['add', 'change', 'remove'] as const
export type Kind = (typeof KINDS)[number]

export function kindOf({ kind }: ItemChange): Kind {
  return kind === 'move' ? 'change' : kind
}
