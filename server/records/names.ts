// The one resolver of names that clients send: fields and system members of the published module, for a principal. What is unknown or forbidden is an error,
// said the same way for both, so that a refusal does not tell what exists.
import type { App, Module } from '../../runtime/definition/app.ts'
import { systemField } from '../../runtime/definition/system.ts'
import { type CheckedExpression, checkExpression } from '../../runtime/expression/expression.ts'
import { type Storage, USER_MODULE } from '../../runtime/expression/storage.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { type Cache, cachePerOwner } from './cache.ts'

export interface Name {
  readonly name: string
  readonly storage: Storage
}

export function unknownName(place: string, name: string): Problem {
  const shown = name.length > 60 ? `${name.slice(0, 57)}...` : name
  return problem(
    place,
    'unknown_field',
    `${place}: there is no field "${shown}" here for you. Check the name and your rights.`,
    `${place}：没有你可用的字段“${shown}”，请检查名称与权限。`,
  )
}

/** The field or system member `name` of the module, if the principal may read it. */
export function resolveName(module: Module, rights: Rights, name: string, place: string): Result<Name> {
  const field = module.fields.get(name)
  const storage = field?.storage ?? systemField(name, module.pipeline !== undefined)?.storage
  if (!storage || storage.kind === 'none' || !rights.canRead(name)) return fail(unknownName(place, name))
  return ok({ name, storage })
}

const REMEMBERED = 500
const checkedTexts: (module: Module) => Cache<Result<CheckedExpression>> = cachePerOwner(REMEMBERED)

/** A condition a client sent: checked against the module, and every member it reads checked against the principal's rights. */
export function resolveCondition(app: App, module: Module, principal: Principal, text: string, place: string): Result<CheckedExpression> {
  // The place stands in the problems of a text that does not check, so it is part of the key.
  const checked = checkedTexts(module).get(`${place} ${text}`, () =>
    checkExpression(text, module.shape, 'boolean', { path: place, sql: true }),
  )
  if (!checked.ok) return checked
  const problems = forbiddenReferences(app, principal, checked.value, place)
  return problems.length > 0 ? fail(...problems) : checked
}

/** One problem per member of the expression that the principal may not read. */
export function forbiddenReferences(app: App, principal: Principal, expression: CheckedExpression, place: string): Problem[] {
  return expression.references.flatMap(({ module: key, member }) => {
    if (key === USER_MODULE) return []
    const module = app.modules.get(key)
    if (module && canSeeMember(app, principal, module, member)) return []
    return [unknownName(place, member)]
  })
}

function canSeeMember(app: App, principal: Principal, module: Module, member: string): boolean {
  const rights = rightsOf(principal, app, module)
  if (rights.read === 'none') return false
  const shape = module.shape.members.get(member)
  if (shape?.kind !== 'records') return rights.canRead(member)
  // A collection is read through the relation that opens it.
  const other = app.modules.get(shape.module)
  return other !== undefined && canSeeMember(app, principal, other, shape.via)
}
