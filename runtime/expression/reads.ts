// What an expression reads, as ways from its record to others: what has to be known to tell whose value changes with a record.
import type { Node, Records, Source } from './ast.ts'

/** To the record of `module` that `member` points at, or to those of `module` whose field `via` points back. */
export type Step =
  | { readonly kind: 'to'; readonly member: string; readonly module: string }
  | { readonly kind: 'of'; readonly module: string; readonly via: string }

export interface Read {
  readonly steps: readonly Step[]
  /** The members read at the end of the way. */
  readonly members: readonly string[]
}

/** Which part of the clock a value hangs on. */
export type Clock = 'day' | 'moment'

/** Every way the expression goes, each once, with the members it reads there. */
export function readsOf(ast: Node): readonly Read[] {
  const found = new Map<string, { steps: readonly Step[]; members: Set<string> }>()
  const note = (steps: readonly Step[], member?: string) => {
    const key = JSON.stringify(steps)
    const read = found.get(key) ?? { steps, members: new Set() }
    found.set(key, read)
    if (member !== undefined) read.members.add(member)
  }
  walk(ast, [], note)
  return [...found.values()].map(({ steps, members }) => ({ steps, members: [...members] }))
}

function stepsTo(source: Source, items: readonly (readonly Step[])[]): readonly Step[] {
  if (source.from === 'item') return items[source.index] ?? []
  if (source.from !== 'reference') return []
  return [...stepsTo(source.source, items), { kind: 'to', member: source.member, module: source.module }]
}

type Note = (steps: readonly Step[], member?: string) => void

function walk(node: Node, items: readonly (readonly Step[])[], note: Note): void {
  const open = ({ of, module, via }: Records) => {
    const steps: readonly Step[] = [...stepsTo(of, items), { kind: 'of', module, via }]
    note(steps)
    return [...items, steps]
  }
  switch (node.op) {
    case 'member':
      note(stepsTo(node.source, items), node.name)
      return
    case 'exists':
    case 'count': {
      const inner = open(node.records)
      if (node.body) walk(node.body, inner, note)
      return
    }
    case 'aggregate': {
      const inner = open(node.records)
      walk(node.value, inner, note)
      if (node.where) walk(node.where, inner, note)
      return
    }
    default:
      for (const child of childrenOf(node)) walk(child, items, note)
  }
}

/** The nodes directly inside a node. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.op) {
    case 'and':
    case 'or':
      return node.items
    case 'not':
    case 'is_null':
      return [node.value]
    case 'compare':
      return [node.left, node.right]
    case 'in':
      return [node.value, ...node.items]
    case 'in_list':
      return [node.value, node.list]
    case 'if':
      return [node.condition, node.then, node.otherwise]
    case 'call':
      return node.args
    case 'exists':
      return [node.body]
    case 'count':
      return node.body ? [node.body] : []
    case 'aggregate':
      return node.where ? [node.value, node.where] : [node.value]
    default:
      return []
  }
}

export function clockOf(node: Node): Clock | undefined {
  if (node.op === 'now') return 'moment'
  if (node.op === 'today' || node.op === 'start_of') return 'day'
  const inner = childrenOf(node).map(clockOf)
  return inner.includes('moment') ? 'moment' : inner.find((clock) => clock !== undefined)
}

/** Whether the value hangs on who asks. */
export function asksForMe(node: Node): boolean {
  return node.op === 'me' || node.op === 'my_team' || childrenOf(node).some(asksForMe)
}
