// Edits of a definition as values: the one way a draft changes. Places are written as the problems write them, with keys instead of indexes
// (`/modules/deal/fields/amount/label`). An edit gives a new definition and leaves the old one as it was, so undoing is going back to it.
import { fail, ok, problem, type Result } from '../problem.ts'

export type Edit =
  /** Puts a value at a place, or takes it away where `value` is undefined. */
  | { readonly kind: 'set'; readonly path: string; readonly value: unknown }
  /** Adds an item to a list, before the item of that key, else at its end. The list is made where it is missing. */
  | { readonly kind: 'add'; readonly path: string; readonly item: unknown; readonly before?: string | undefined }
  | { readonly kind: 'remove'; readonly path: string }
  /** Moves an item within its list, before the item of that key, else to its end. */
  | { readonly kind: 'move'; readonly path: string; readonly before?: string | undefined }

type Tree = { readonly [name: string]: unknown } | readonly unknown[]

/** Applies edits one after the other; none where one of them leads nowhere. */
export function applyEdits<T>(definition: T, edits: readonly Edit[]): Result<T> {
  let now: unknown = definition
  for (const edit of edits) {
    const next = applyEdit(now, edit)
    if (!next.ok) return next
    now = next.value
  }
  return ok(now as T)
}

function applyEdit(root: unknown, edit: Edit): Result<unknown> {
  const steps = stepsOf(edit.path)
  if (steps.length === 0) return edit.kind === 'set' ? ok(edit.value) : fail(nowhere(edit.path))
  switch (edit.kind) {
    case 'set':
      return change(root, steps, edit.path, (parent, step) => setAt(parent, step, edit.value))
    case 'add':
      return change(root, steps, edit.path, (parent, step) => {
        const list = childOf(parent, step)
        if (list !== undefined && !Array.isArray(list)) return undefined
        return setAt(parent, step, insert(list ?? [], edit.item, edit.before))
      })
    case 'remove':
      return change(root, steps, edit.path, (parent, step) =>
        childOf(parent, step) === undefined ? undefined : setAt(parent, step, undefined),
      )
    case 'move':
      return change(root, steps, edit.path, (parent, step) => {
        if (!Array.isArray(parent)) return undefined
        const index = indexOf(parent, step)
        if (index < 0) return undefined
        const item = parent[index]
        return insert([...parent.slice(0, index), ...parent.slice(index + 1)], item, edit.before)
      })
  }
}

/** `/modules/deal/fields` as its steps; `~1` and `~0` stand for `/` and `~` as in JSON pointers. */
export function stepsOf(path: string): string[] {
  return path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The path of a step below `path`. */
export function pathTo(path: string, step: string): string {
  return `${path}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** What stands at a place; undefined where there is nothing. */
export function valueAt(root: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (node, step) => (typeof node === 'object' && node !== null ? childOf(node as Tree, step) : undefined),
    root,
  )
}

/** Rebuilds the way down to the last step; `work` gives the new parent of the last step, or undefined where it has no such thing. */
function change(node: unknown, steps: readonly string[], path: string, work: (parent: Tree, step: string) => unknown): Result<unknown> {
  const [step, ...rest] = steps as [string, ...string[]]
  if (typeof node !== 'object' || node === null) return fail(nowhere(path))
  const tree = node as Tree
  if (rest.length === 0) {
    const next = work(tree, step)
    return next === undefined ? fail(nowhere(path)) : ok(next)
  }
  const child = childOf(tree, step)
  if (child === undefined) return fail(nowhere(path))
  const next = change(child, rest, path, work)
  return next.ok ? ok(setAt(tree, step, next.value)) : next
}

/** What an item of a list is known by. */
export function keyOfItem(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  const { key, module, field, check } = item as { key?: unknown; module?: unknown; field?: unknown; check?: unknown }
  return [key, module, field, check].find((each) => typeof each === 'string') as string | undefined
}

/** The place an edit is about: where it sets, removes or moves, or where what it adds will stand. */
export function placeOf(edit: Edit): string {
  if (edit.kind !== 'add') return edit.path
  return `${edit.path}/${keyOfItem(edit.item) ?? (typeof edit.item === 'string' ? edit.item : JSON.stringify(edit.item))}`
}

/** Whether every item of the list is known by a key of its own. */
export function isKeyedList(value: unknown): value is readonly { readonly [name: string]: unknown }[] {
  if (!Array.isArray(value)) return false
  const keys = value.map(keyOfItem)
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length
}

export function indexOf(list: readonly unknown[], step: string): number {
  const found = list.findIndex((item) => keyOfItem(item) === step || item === step)
  return found < 0 && /^\d+$/.test(step) && Number(step) < list.length ? Number(step) : found
}

function childOf(tree: Tree, step: string): unknown {
  if (Array.isArray(tree)) return tree[indexOf(tree, step)]
  return Object.hasOwn(tree, step) ? (tree as { readonly [name: string]: unknown })[step] : undefined
}

/** The tree with another child; a child of undefined is left out. */
function setAt(tree: Tree, step: string, value: unknown): Tree | undefined {
  if (Array.isArray(tree)) {
    const index = indexOf(tree, step)
    if (index < 0) return undefined
    return value === undefined ? tree.filter((_, at) => at !== index) : tree.map((item, at) => (at === index ? value : item))
  }
  const { [step]: _, ...rest } = tree as { readonly [name: string]: unknown }
  if (value === undefined) return rest
  // A member that is there keeps its place.
  return Object.hasOwn(tree, step)
    ? Object.fromEntries(Object.entries(tree).map(([name, old]) => [name, name === step ? value : old]))
    : { ...tree, [step]: value }
}

function insert(list: readonly unknown[], item: unknown, before: string | undefined): unknown[] {
  const index = before === undefined ? -1 : indexOf(list, before)
  return index < 0 ? [...list, item] : [...list.slice(0, index), item, ...list.slice(index)]
}

function nowhere(path: string) {
  return problem(
    path,
    'no_such_place',
    `${path}: there is nothing here any more to change. Look at the definition again.`,
    `${path}：此处已没有可修改的内容，请重新查看定义。`,
  )
}
