// The way back: for an edit of a definition the edits that take it back, told from how the definition was before. Undo applies them to whatever the
// definition is by then, so that what others changed meanwhile stands.
import { applyEdits, type Edit, indexOf, keyOfItem, pathTo, stepsOf, valueAt } from './edit.ts'

/** The edits that take `edits` back, last first. `before` is the definition they were applied to; edits that led nowhere there have no way back. */
export function inverseOf(before: unknown, edits: readonly Edit[]): Edit[] {
  const back: Edit[] = []
  let now = before
  for (const edit of edits) {
    const next = applyEdits(now, [edit])
    if (!next.ok) continue
    back.unshift(...(renamed(now, next.value, edit) ?? inverseOfOne(now, edit)))
    now = next.value
  }
  return back
}

/** The way back where the edit gave an item of a list another name, under which it has to be looked for; undefined where it did not. */
function renamed(before: unknown, after: unknown, { path }: Edit): Edit[] | undefined {
  const item = parted(path).parent
  const list = item === undefined || item === '' ? undefined : parted(item).parent
  if (item === undefined || list === undefined) return undefined
  const [old, now] = [valueAt(before, list), valueAt(after, list)]
  if (!Array.isArray(old) || !Array.isArray(now)) return undefined
  const { step } = parted(item)
  const index = indexOf(old, step)
  const name = nameOf(now[index])
  if (name === nameOf(old[index])) return undefined
  const found = name === undefined ? -1 : indexOf(now, name)
  return [found === index ? { kind: 'set', path: pathTo(list, name!), value: old[index] } : { kind: 'set', path: list, value: old }]
}

function inverseOfOne(before: unknown, edit: Edit): Edit[] {
  const { parent, step } = parted(edit.path)
  switch (edit.kind) {
    case 'set': {
      const old = valueAt(before, edit.path)
      const list = parent === undefined ? undefined : valueAt(before, parent)
      // Taken out of a list it goes back to where it was; a new one cannot be set into a list.
      if (Array.isArray(list) && edit.value === undefined) return putBack(list, parent!, step)
      // An item may have got another key with its new value.
      const key = Array.isArray(list) ? (keyOfItem(edit.value) ?? step) : step
      return [{ kind: 'set', path: parent === undefined ? '' : pathTo(parent, key), value: old }]
    }
    case 'add': {
      const list = valueAt(before, edit.path)
      if (!Array.isArray(list)) return [{ kind: 'set', path: edit.path, value: undefined }]
      const key = keyOfItem(edit.item) ?? (typeof edit.item === 'string' ? edit.item : undefined)
      return [key === undefined ? { kind: 'set', path: edit.path, value: list } : { kind: 'remove', path: pathTo(edit.path, key) }]
    }
    case 'remove': {
      const list = parent === undefined ? undefined : valueAt(before, parent)
      if (Array.isArray(list)) return putBack(list, parent!, step)
      return [{ kind: 'set', path: edit.path, value: valueAt(before, edit.path) }]
    }
    case 'move': {
      const list = valueAt(before, parent ?? '')
      if (!Array.isArray(list)) return []
      const index = indexOf(list, step)
      const [item, next] = list.slice(index, index + 2)
      const name = nameOf(item)
      const known = name !== undefined && (next === undefined || nameOf(next) !== undefined)
      // What has no name of its own is known by its place alone: the list as it was is the way back.
      return [
        known ? { kind: 'move', path: pathTo(parent!, name), before: nameOf(next) } : { kind: 'set', path: parent ?? '', value: list },
      ]
    }
  }
}

function putBack(list: readonly unknown[], path: string, step: string): Edit[] {
  const index = indexOf(list, step)
  if (index < 0) return []
  const next = list[index + 1]
  const known = next === undefined || nameOf(next) !== undefined
  return [known ? { kind: 'add', path, item: list[index], before: nameOf(next) } : { kind: 'set', path, value: list }]
}

function nameOf(item: unknown): string | undefined {
  return keyOfItem(item) ?? (typeof item === 'string' ? item : undefined)
}

function parted(path: string): { readonly parent: string | undefined; readonly step: string } {
  const steps = stepsOf(path)
  if (steps.length === 0) return { parent: undefined, step: '' }
  return { parent: path.slice(0, path.lastIndexOf('/')), step: steps.at(-1)! }
}
