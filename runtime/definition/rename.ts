// The edits that give a part of a definition another key while that is still possible: everything that names it outside of expressions goes along.
import { applyEdits, type Edit, pathTo, stepsOf, valueAt } from './edit.ts'
import { isNode } from './item-names.ts'
import { type Mention, mentionsIn, type Target } from './mentions.ts'
import { scoreName, tierName } from './scorecard-members.ts'
import { dictionaryFields, isNamed, targetsAt } from './targets.ts'

/** One name and what takes its place. */
interface Renaming {
  readonly target: Target
  readonly from: string
  readonly to: string
}

/** Renames what stands at `path`, the last edit being its own key. Expressions stay as they are; the problems list names them. */
export function renameEdits(definition: unknown, path: string, key: string): Edit[] {
  const edits: Edit[] = []
  let now = definition
  for (const renaming of renamingsOf(definition, path, key)) {
    for (const mention of mentionsIn(now).filter(({ target }) => isNamed(target, renaming.target))) {
      const edit = mentionEdits(now, mention, renaming)
      const next = applyEdits(now, edit)
      if (!next.ok) continue
      now = next.value
      edits.push(...edit)
    }
  }
  return [...edits, { kind: 'set', path: `${path}/key`, value: key }]
}

function renamingsOf(definition: unknown, path: string, key: string): Renaming[] {
  const steps = stepsOf(path)
  const from = steps.at(-1)!
  // With a pipeline its stages are named too, but they keep their keys.
  const own = targetsAt(definition, path).filter((target) => steps[0] !== 'pipelines' || steps.length > 2 || target.kind === 'pipeline')
  return own.flatMap((target): Renaming[] => {
    if (steps[0] === 'scorecards' && steps.length === 2 && target.kind === 'member')
      return [{ target, from: target.key, to: target.key === tierName(from) ? tierName(key) : scoreName(key) }]
    if (target.kind === 'option') return [{ target, from: target.value, to: sibling(target.value, key) }]
    if (target.kind !== 'entry') return [{ target, from, to: key }]
    return [...(dictionaryFields(definition).get(target.dictionary) ?? [])].map((named) => {
      const [module, field] = named.split('.') as [string, string]
      return { target: { kind: 'option', module, field, value: target.value }, from: target.value, to: sibling(target.value, key) }
    })
  })
}

/** `price/slow` as `price/late`. */
function sibling(value: string, key: string): string {
  return `${value.slice(0, value.lastIndexOf('/') + 1)}${key}`
}

function mentionEdits(definition: unknown, { path, isName }: Mention, { from, to }: Renaming): Edit[] {
  const value = valueAt(definition, path)
  if (value === undefined) return []
  const set = (at: string, next: unknown): Edit => ({ kind: 'set', path: at, value: next })
  if (isName) {
    const holder = isNode(value) && Object.hasOwn(value, from) ? path : path.slice(0, path.lastIndexOf('/'))
    const members = Object.entries((valueAt(definition, holder) ?? {}) as object)
    return [set(holder, Object.fromEntries(members.map(([name, each]) => [name === from ? to : name, each])))]
  }
  const renamed = (each: unknown) =>
    typeof each === 'string' && (each === from || each.startsWith(`${from}/`)) ? to + each.slice(from.length) : each
  if (Array.isArray(value)) return [set(path, value.map(renamed))]
  // A slot, a column's order and the rights of a module are known by what they name.
  if (isNode(value)) return ['field', 'module'].filter((name) => value[name] === from).map((name) => set(pathTo(path, name), to))
  return [set(path, renamed(value))]
}
