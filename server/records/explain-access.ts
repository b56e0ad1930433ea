// Why somebody sees a record or does not: the person, the roles, what each role allows, and which fields of the record are hidden. For those who design.
import type { App, Module, RowScope } from '../../runtime/definition/app.ts'
import { describeExpression } from '../../runtime/expression/describe.ts'
import { evaluate } from '../../runtime/expression/evaluate.ts'
import { bothOf, type Text } from '../../runtime/label.ts'
import { isAllPowerful, mayOpen, type Principal, rolesIn, systemPrincipal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database } from '../database/database.ts'
import { readRecord } from './read.ts'
import { lookingAround } from './surroundings.ts'

export interface AccessReason {
  /** Whether this alone lets the person see the record. */
  readonly allows: boolean
  readonly role?: string
  readonly text: Text
}
export interface AccessExplanation {
  readonly visible: boolean
  readonly reasons: readonly AccessReason[]
  /** Fields of the module the person cannot see in any record. */
  readonly hidden: readonly string[]
}

/** What decides whether `principal` sees the record. `names` says what people are called, by id. */
export async function explainAccess(
  db: Database,
  app: App,
  module: Module,
  id: string,
  principal: Principal,
  names: ReadonlyMap<string, string>,
): Promise<AccessExplanation> {
  const record = await readRecord(db, app, module, systemPrincipal('explain'), id)
  const rights = rightsOf(principal, app, module)
  const seen = await readRecord(db, app, module, principal, id)
  const hidden = [...module.fields.keys()].filter((key) => !rights.canRead(key))
  const reasons = record ? await reasonsOf(db, app, module, record, principal, names) : [missing(module, id)]
  return { visible: seen !== undefined, reasons, hidden }
}

async function reasonsOf(
  db: Database,
  app: App,
  module: Module,
  record: Readonly<Record<string, unknown>>,
  principal: Principal,
  names: ReadonlyMap<string, string>,
): Promise<AccessReason[]> {
  const trash: AccessReason[] =
    record._deleted_at === null
      ? []
      : [
          {
            allows: false,
            text: { en: 'The record is in the trash; lists show it only there.', 'zh-CN': '该记录在回收站中，仅在回收站列表可见。' },
          },
        ]
  if (isAllPowerful(principal))
    return [{ allows: true, text: { en: 'Administrators see every record.', 'zh-CN': '管理员可查看所有记录。' } }, ...trash]
  if (!mayOpen(principal, app))
    return [{ allows: false, text: { en: 'The person has no role in this app.', 'zh-CN': '该用户在此应用中没有角色。' } }]
  const label = bothOf(module.label, module.key)
  const owner = record._owner === null ? undefined : (names.get(String(record._owner)) ?? String(record._owner))
  const reasons = await Promise.all(
    rolesIn(principal, app).map(async (key): Promise<AccessReason> => {
      const role = app.roles.get(key)!
      const scope: RowScope = role.rights.get(module.key)?.read ?? 'none'
      const allows = await grants(db, app, record, principal, scope)
      return { allows, role: key, text: scopeText(bothOf(role.label, key), label, module, scope, allows, owner) }
    }),
  )
  return [...reasons, ...trash]
}

async function grants(
  db: Database,
  app: App,
  record: Readonly<Record<string, unknown>>,
  principal: Principal,
  scope: RowScope,
): Promise<boolean> {
  if (scope === 'all' || scope === 'none') return scope === 'all'
  if (principal.kind !== 'user') return true
  if (scope === 'own') return record._owner === principal.id
  if (scope === 'team') return principal.team.includes(String(record._owner))
  const environment = { record, before: null, now: Date.now(), timeZone: app.settings.timeZone, me: principal.id, myTeam: principal.team }
  return lookingAround(db, app, environment, (around) => evaluate(scope, around) === true)
}

function scopeText(role: Text, module: Text, of: Module, scope: RowScope, allows: boolean, owner: string | undefined): Text {
  const whose = {
    en: owner === undefined ? 'nobody owns it' : `its owner is ${owner}`,
    'zh-CN': owner === undefined ? '该记录没有负责人' : `负责人是${owner}`,
  }
  switch (scope) {
    case 'all':
      return { en: `${role.en}: sees every ${module.en}.`, 'zh-CN': `${role['zh-CN']}：可查看全部${module['zh-CN']}。` }
    case 'none':
      return { en: `${role.en}: sees no ${module.en}.`, 'zh-CN': `${role['zh-CN']}：不可查看${module['zh-CN']}。` }
    case 'own':
      return { en: `${role.en}: sees own records; ${whose.en}.`, 'zh-CN': `${role['zh-CN']}：仅可查看本人负责的记录；${whose['zh-CN']}。` }
    case 'team':
      return {
        en: `${role.en}: sees records of the team; ${whose.en}.`,
        'zh-CN': `${role['zh-CN']}：可查看团队成员负责的记录；${whose['zh-CN']}。`,
      }
    default: {
      const sentence = { en: describeExpression(scope, of.shape, 'en'), 'zh-CN': describeExpression(scope, of.shape, 'zh-CN') }
      const holds = allows ? { en: 'this holds', 'zh-CN': '该记录符合' } : { en: 'this does not hold', 'zh-CN': '该记录不符合' }
      return {
        en: `${role.en}: sees records where ${sentence.en}; ${holds.en}.`,
        'zh-CN': `${role['zh-CN']}：可查看满足“${sentence['zh-CN']}”的记录；${holds['zh-CN']}。`,
      }
    }
  }
}

function missing(module: Module, id: string): AccessReason {
  const label = bothOf(module.label, module.key)
  const shown = id.slice(0, 60)
  return {
    allows: false,
    text: { en: `There is no ${label.en} with the id "${shown}".`, 'zh-CN': `没有编号为“${shown}”的${label['zh-CN']}。` },
  }
}
