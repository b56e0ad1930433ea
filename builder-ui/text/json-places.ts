// Places of a JSON text: where a path of a definition stands in it, and which path the cursor is at. Read from the syntax tree, so that it also works while the
// text is not finished.
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { stepsOf } from '../../runtime/definition/edit.ts'

export interface Span {
  readonly from: number
  readonly to: number
}

/** Milliseconds spent on reading the whole text. */
const PATIENCE = 500

/** The members an item of a list may be known by, in the order they are looked for. */
const KEYS = ['key', 'module', 'field', 'check']

/** Where the value at a path stands; of a path that leads further than the text the last place that is there. */
export function spanOf(state: EditorState, path: string): Span | undefined {
  // Only what is on screen has been read so far.
  let node = firstValue((ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state)).topNode)
  let found: SyntaxNode | undefined
  for (const step of stepsOf(path)) {
    const next = node && childAt(state, node, step)
    if (!next) break
    found = next
    node = next
  }
  const value = found
  if (!value) return undefined
  // Of a whole object the line that names it is marked.
  const keyed = value.name === 'Object' ? keyProperty(state, value) : undefined
  return keyed ? { from: keyed.from, to: keyed.to } : { from: value.from, to: Math.min(value.to, state.doc.lineAt(value.from).to) }
}

function firstValue(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.firstChild; child; child = child.nextSibling) if (isValue(child)) return child
  return undefined
}

function isValue(node: SyntaxNode): boolean {
  return ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'].includes(node.name)
}

function children(node: SyntaxNode, name?: string): SyntaxNode[] {
  const all: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (name === undefined ? isValue(child) : child.name === name) all.push(child)
  return all
}

export function propertyName(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild('PropertyName')
  return name ? unquoted(state, name) : ''
}

export function unquoted(state: EditorState, node: SyntaxNode): string {
  const text = state.sliceDoc(node.from, node.to)
  try {
    return String(JSON.parse(text))
  } catch {
    return text.replaceAll('"', '')
  }
}

export function propertyValue(property: SyntaxNode): SyntaxNode | undefined {
  return children(property)[0]
}

function childAt(state: EditorState, node: SyntaxNode, step: string): SyntaxNode | undefined {
  if (node.name === 'Object') {
    const property = children(node, 'Property').find((each) => propertyName(state, each) === step)
    return property && propertyValue(property)
  }
  if (node.name !== 'Array') return undefined
  const items = children(node)
  return items.find((item) => keyOf(state, item) === step) ?? (/^\d+$/.test(step) ? items[Number(step)] : undefined)
}

function keyProperty(state: EditorState, object: SyntaxNode): SyntaxNode | undefined {
  const properties = children(object, 'Property')
  for (const key of KEYS) {
    const found = properties.find((each) => propertyName(state, each) === key)
    if (found) return found
  }
  return undefined
}

function keyOf(state: EditorState, item: SyntaxNode): string | undefined {
  if (item.name === 'String') return unquoted(state, item)
  const property = keyProperty(state, item)
  const value = property && propertyValue(property)
  return value?.name === 'String' ? unquoted(state, value) : undefined
}

/** A step on the way to a place: the name of a member, or into a list; with the object around it, to look at its other members. */
export interface Around {
  readonly steps: readonly (string | number)[]
  /** The objects on the way, outermost first. */
  readonly objects: readonly SyntaxNode[]
}

/** The way from the document to a node. */
export function wayTo(state: EditorState, node: SyntaxNode): Around {
  const steps: (string | number)[] = []
  const objects: SyntaxNode[] = []
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.name === 'Property' && child.name !== 'PropertyName') steps.unshift(propertyName(state, parent))
    if (parent.name === 'Array') steps.unshift(children(parent).findIndex((each) => each.from === child.from))
    if (parent.name === 'Object') objects.unshift(parent)
  }
  return { steps, objects }
}

/** The members of an object by name, as far as they are plain texts. */
export function textsOf(state: EditorState, object: SyntaxNode): Map<string, string> {
  return new Map(
    children(object, 'Property').flatMap((property) => {
      const value = propertyValue(property)
      return value?.name === 'String' ? [[propertyName(state, property), unquoted(state, value)] as const] : []
    }),
  )
}

export function memberNamesOf(state: EditorState, object: SyntaxNode): string[] {
  return children(object, 'Property').map((property) => propertyName(state, property))
}
