// Text in, the library's syntax tree out, within our limits. Nothing here knows names or types.
import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import { fail, ok, type Result } from '../problem.ts'
import type { RecordShape } from './scope.ts'
import { MAX_DEPTH, MAX_ITEMS, MAX_LENGTH, MAX_NODES, syntaxProblem, tooDeep, tooLarge, tooLong } from './syntax.ts'

export type { ASTNode }

const library = new Environment({
  limits: { maxAstNodes: 10 * MAX_LENGTH, maxDepth: MAX_DEPTH, maxListElements: MAX_ITEMS, maxMapEntries: MAX_ITEMS, maxCallArguments: 10 },
})

export interface Parsed {
  readonly root: ASTNode
  /** Whether the node as a whole stands in parentheses; the library's tree has forgotten. */
  isGrouped(node: ASTNode): boolean
}

/** Parses within the limits on length, depth and size. `shape` is asked for labels only, to explain a label written as a name. */
export function parse(text: string, path: string, shape: RecordShape): Result<Parsed> {
  if (text.length > MAX_LENGTH) return fail(tooLong(path, text.length))
  let root: ASTNode
  try {
    root = library.parse(text).ast
  } catch (error) {
    return fail(syntaxProblem(error, text, path, shape))
  }
  const size = measure(root)
  if (size.depth > MAX_DEPTH) return fail(tooDeep(path, root.start, root.end))
  if (size.nodes > MAX_NODES) return fail(tooLarge(path, root.start, root.end))
  const pairs = text.includes('(') ? parentheses(text) : []
  return ok({ root, isGrouped: (node) => pairs.some(([open, close]) => encloses(text, open, close, node)) })
}

/** The direct operands of a node. */
export function operandsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/** Operands of a chain of the same `&&` or `||`; parentheses keep an inner chain together. */
export function chainOf(node: ASTNode, parsed: Parsed): readonly ASTNode[] {
  if (node.op !== '&&' && node.op !== '||') return [node]
  const [left, right] = node.args
  return left.op === node.op && !parsed.isGrouped(left) ? [...chainOf(left, parsed), right] : [left, right]
}

// Constants are free, so that a list of options costs no more than one; a chain of && counts as one level.
function measure(node: ASTNode): { nodes: number; depth: number } {
  let nodes = node.op === 'value' ? 0 : 1
  let depth = 0
  for (const operand of operandsOf(node)) {
    const inner = measure(operand)
    nodes += inner.nodes
    depth = Math.max(depth, (node.op === '&&' || node.op === '||') && operand.op === node.op ? inner.depth - 1 : inner.depth)
  }
  return { nodes, depth: depth + 1 }
}

/** Matching parentheses outside texts and comments. */
function parentheses(text: string): [open: number, close: number][] {
  const pairs: [number, number][] = []
  const open: number[] = []
  const token = /\/\/[^\n]*|[rR]?("""|''')[\s\S]*?(?<!\\)\1|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[()]/g
  for (const match of text.matchAll(token)) {
    if (match[0] === '(') open.push(match.index)
    else if (match[0] === ')') {
      const start = open.pop()
      if (start !== undefined) pairs.push([start, match.index])
    }
  }
  return pairs
}

function encloses(text: string, open: number, close: number, node: ASTNode): boolean {
  return (
    open < node.start &&
    close >= node.end &&
    /^[\s(]*$/.test(text.slice(open + 1, node.start)) &&
    /^[\s)]*$/.test(text.slice(node.end, close))
  )
}
