// Derived columns: stored values that are functions of their record, the records it points at, its related records and perhaps the clock. Formulas,
// looked-up values, roll-ups and scores are all of this one kind. Here they are put in the order in which they have to be computed.
import type { CheckedExpression } from '../expression/expression.ts'
import { asksForMe, type Clock, clockOf, type Read, readsOf } from '../expression/reads.ts'
import type { Storage } from '../expression/storage.ts'
import { bothOf, type Label } from '../label.ts'
import { type Problem, problem } from '../problem.ts'

export interface Derived {
  readonly module: string
  /** Name of the column. */
  readonly name: string
  readonly label: Label
  readonly storage: Storage
  readonly expression: CheckedExpression
  readonly reads: readonly Read[]
  /** Which part of the clock its expression reads. */
  readonly clock: Clock | undefined
  /** Reads nothing but its own record, and there nothing that reads more: known before the record is written. */
  readonly local: boolean
  /** Where it stands in the definition. */
  readonly path: string
  /** The scorecard whose score it is. */
  readonly scorecard?: string
}

export type Underived = Omit<Derived, 'reads' | 'clock' | 'local'>

const idOf = (module: string, name: string) => `${module}.${name}`

/** The columns in the order they are computed in; what stands in a circle is left out and reported. */
export function orderDerived(columns: readonly Underived[], labelOf: (module: string) => Label, problems: Problem[]): Derived[] {
  const byId = new Map(columns.map((column) => [idOf(column.module, column.name), { column, reads: readsOf(column.expression.ast) }]))
  const ordered = new Map<string, Derived>()
  const open: string[] = []
  const broken = new Set<string>()
  const visit = (id: string): void => {
    if (ordered.has(id) || broken.has(id)) return
    if (open.includes(id)) {
      const circle = open.slice(open.indexOf(id))
      for (const each of circle) broken.add(each)
      problems.push(
        circleProblem(
          circle.map((each) => byId.get(each)!.column),
          labelOf,
        ),
      )
      return
    }
    open.push(id)
    const { column, reads } = byId.get(id)!
    const needs = neededBy(column.module, reads).filter((each) => byId.has(each))
    for (const each of needs) visit(each)
    open.pop()
    if (broken.has(id)) return
    const local = reads.every(({ steps }) => steps.length === 0) && needs.every((each) => ordered.get(each)?.local === true)
    ordered.set(id, { ...column, reads, clock: clockOf(column.expression.ast), local })
  }
  for (const id of byId.keys()) visit(id)
  return [...ordered.values()]
}

/** Everything read on the ways of a column: relations that are followed, fields that point back, and the members at the ends. */
function neededBy(start: string, reads: readonly Read[]): string[] {
  return reads.flatMap(({ steps, members }) => {
    let module = start
    const found: string[] = []
    for (const step of steps) {
      found.push(step.kind === 'to' ? idOf(module, step.member) : idOf(step.module, step.via))
      module = step.module
    }
    return [...found, ...members.map((member) => idOf(module, member))]
  })
}

function circleProblem(circle: readonly Underived[], labelOf: (module: string) => Label): Problem {
  const first = circle[0]!
  const told = (locale: 'en' | 'zh-CN') =>
    [...circle, first].map(({ module, label }) => `${bothOf(labelOf(module))[locale]} › ${bothOf(label)[locale]}`).join(' → ')
  const keys = [...circle, first].map(({ module, name }) => idOf(module, name)).join(' → ')
  return problem(
    first.path,
    'computed_circle',
    `${first.path}: the value is computed from itself: ${told('en')} (${keys}). Take one of them out of the circle.`,
    `${first.path}：计算出现循环：${told('zh-CN')}（${keys}）。请去掉其中一处引用。`,
  )
}

/** What a derived column may not do although its expression is right. */
export function derivedProblems({ expression }: Pick<Derived, 'expression'>, path: string): Problem[] {
  if (!asksForMe(expression.ast)) return []
  return [
    problem(
      path,
      'not_available',
      `${path}: a stored value is the same for everybody, so it cannot hang on who asks. Leave out "me" and "my_team".`,
      `${path}：存储的值对所有人相同，不能使用 me 或 my_team。`,
    ),
  ]
}
