// What a row can be about: members of the module, paths through relations, the record before a change, and the records that point here.
import type { App, Module } from '../../definition/app.ts'
import { memberAt } from '../../expression/names.ts'
import type { Measure } from '../../expression/rows.ts'
import { textOf } from '../../label.ts'
import { memberNames, memberOf, type ShownMember } from '../data/members.ts'
import { moduleLabel } from '../data/titles.ts'
import type { Say } from '../words/words.tsx'

const BEFORE = 'before.'
/** Relations a path of the language may follow. */
const MAX_HOPS = 3
/** Members of more distant modules are offered while all fit in a list that can be looked through. */
const MAX_OFFERED = 240

export interface PathChoice {
  readonly group: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
}

interface Branch {
  readonly module: Module
  readonly prefix: string
  readonly label: string
  readonly hops: number
}

/** Every member a row may name: those of the module, of the records it refers to, and along the path that is chosen now. */
export function pathsOf(app: App, module: Module, chosen = ''): PathChoice[] {
  const groups: PathChoice[] = []
  let count = 0
  let branches: readonly Branch[] = [{ module, prefix: '', label: '', hops: 0 }]
  while (branches.length > 0) {
    const next: Branch[] = []
    for (const branch of branches) {
      const names = memberNames(branch.module)
      const wanted = branch.hops <= 1 || count + names.length <= MAX_OFFERED || `${chosen}.`.startsWith(branch.prefix)
      if (!wanted) continue
      count += names.length
      groups.push({
        group: branch.label === '' ? moduleLabel(branch.module) : `${branch.label} ›`,
        items: names.map((name) => ({
          value: branch.prefix + name,
          label: joined(branch.label, memberOf(branch.module, name)?.label ?? name),
        })),
      })
      if (branch.hops < MAX_HOPS) next.push(...branchesOf(app, branch))
    }
    branches = next
  }
  return groups
}

function joined(label: string, name: string): string {
  return label === '' ? name : `${label} › ${name}`
}

/** The modules that the relations of a module lead to; of a tree of records only itself, not on and on. */
function branchesOf(app: App, { module, prefix, label, hops }: Branch): Branch[] {
  return [...module.fields.values()].flatMap((field): Branch[] => {
    const target = field.storage.kind === 'reference' ? app.modules.get(field.storage.module) : undefined
    if (!target) return []
    const own = textOf(field.label, field.context.locale, field.key)
    return [{ module: target, prefix: `${prefix}${field.key}.`, label: joined(label, own), hops: hops + 1 }]
  })
}

/** The member at a path and the module it is of. */
export function memberAtPath(
  app: App,
  module: Module,
  path: string,
): { readonly module: Module; readonly member: ShownMember } | undefined {
  const [first = '', ...rest] = (path.startsWith(BEFORE) ? path.slice(BEFORE.length) : path).split('.')
  if (rest.length === 0) {
    const member = memberOf(module, first)
    return member && { module, member }
  }
  const storage = module.fields.get(first)?.storage
  const target = storage?.kind === 'reference' ? app.modules.get(storage.module) : undefined
  return target && memberAtPath(app, target, rest.join('.'))
}

/** The label of a path, step by step. */
export function labelOfPath(app: App, module: Module, path: string, say: Say): string {
  if (path.startsWith(BEFORE)) return say('rules.before.of', { field: labelOfPath(app, module, path.slice(BEFORE.length), say) })
  const names = path.split('.')
  return names.map((name, index) => memberAtPath(app, module, names.slice(0, index + 1).join('.'))?.member.label ?? name).join(' › ')
}

/** The members of the record before a change, by their paths. */
export function pathsBefore(app: App, module: Module, say: Say): PathChoice {
  const items = memberNames(module).map((name) => ({ value: BEFORE + name, label: labelOfPath(app, module, BEFORE + name, say) }))
  return { group: say('rules.before'), items }
}

export interface RelatedChoice {
  readonly path: string
  readonly label: string
  readonly module: Module
}

/** The records that point at a record of the module, and those that point at the records it refers to. */
export function relatedOf(app: App, module: Module): RelatedChoice[] {
  const near = relatedFrom(app, module, '', '')
  const far = branchesOf(app, { module, prefix: '', label: '', hops: 0 }).flatMap((branch) =>
    relatedFrom(app, branch.module, branch.prefix, branch.label),
  )
  return [...near, ...far]
}

function relatedFrom(app: App, module: Module, prefix: string, label: string): RelatedChoice[] {
  const found = [...module.shape.members.values()].flatMap((member) => {
    const target = member.kind === 'records' ? app.modules.get(member.module) : undefined
    return member.kind === 'records' && target ? [{ name: member.name, via: member.via, target }] : []
  })
  return found.map(({ name, via, target }) => {
    const own = moduleLabel(target)
    const field = target.fields.get(via)
    // Two relations from one module are told apart by the field they stand in.
    const twice = found.filter((other) => other.target === target).length > 1
    const told = twice && field ? `${own} (${textOf(field.label, field.context.locale, via)})` : own
    return { path: prefix + name, label: joined(label, told), module: target }
  })
}

/** The module of the related records at a path. */
export function relatedAt(app: App, module: Module, path: string): Module | undefined {
  const member = memberAt(module.shape, path)
  return member?.kind === 'records' ? app.modules.get(member.module) : undefined
}

/** Members a figure over related records can be made of. */
export function figurePaths(app: App, module: Module, measure: Measure): PathChoice[] {
  const timely = measure === 'min' || measure === 'max'
  return pathsOf(app, module).flatMap(({ group, items }) => {
    const fitting = items.filter(({ value }) => {
      const kind = memberAtPath(app, module, value)?.member.storage.kind
      return kind === 'integer' || kind === 'decimal' || (timely && (kind === 'date' || kind === 'instant'))
    })
    return fitting.length > 0 ? [{ group, items: fitting }] : []
  })
}
