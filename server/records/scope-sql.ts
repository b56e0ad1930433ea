// Row scopes of a principal as SQL, and the context in which its conditions are compiled: whatever a condition reaches is filtered by the same scopes.
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../runtime/definition/app.ts'
import type { Principal } from '../access/principal.ts'
import { type Grant, rightsOf, type Scope } from '../access/rules.ts'
import { type DialectName, Slot } from '../database/database.ts'
import { compileExpression, type ExpressionContext } from './expression-sql.ts'

/** The context for a condition the principal brought: records it may not read do not exist on the way. */
export function expressionContext(app: App, principal: Principal, alias: string, dialect: DialectName): ExpressionContext {
  return {
    ...plainContext(app, alias, dialect),
    rowFilter: (module, inner) => {
      const target = app.modules.get(module)
      const conditions = target ? scopeSql(rightsOf(principal, app, target).read, app, inner, dialect) : []
      return conditions.length > 0 ? sql.join(conditions, sql` AND `) : undefined
    },
  }
}

/** The context for conditions of the definition itself (rules, scopes), which see every record. */
export function plainContext(app: App, alias: string, dialect: DialectName): ExpressionContext {
  return { dialect, table: alias, tableOf: (module) => module, timeZone: app.settings.timeZone }
}

/** Conditions (joined by AND) that leave the records of a scope; none for everything. */
export function scopeSql(scope: Scope, app: App, alias: string, dialect: DialectName): RawBuilder<unknown>[] {
  if (scope === 'all') return []
  if (scope === 'none') return [sql`FALSE`]
  return [
    sql`(${sql.join(
      scope.map((grant) => grantSql(grant, app, alias, dialect)),
      sql` OR `,
    )})`,
  ]
}

function grantSql(grant: Grant, app: App, alias: string, dialect: DialectName): RawBuilder<unknown> {
  const owner = sql.id(alias, '_owner')
  if (grant === 'own') return sql`${owner} = ${new Slot('me')}`
  if (grant === 'team') {
    return dialect === 'sqlite'
      ? sql`${owner} IN (SELECT value FROM json_each(${new Slot('my_team')}))`
      : sql`${owner} IN (SELECT jsonb_array_elements_text(cast(${new Slot('my_team')} as jsonb)))`
  }
  return sql`coalesce(${compileExpression(grant, plainContext(app, alias, dialect))}, FALSE)`
}
