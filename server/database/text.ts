// Hand-written statements: SQL text with `?` for parameters, in either dialect's spelling.
import type { DialectName, Statement } from './database.ts'

/** A statement from text with `?` placeholders; PostgreSQL gets `$1, $2 …`. Question marks inside quotes are left alone. Parameters may be Slots. */
export function statement(dialect: DialectName, text: string, parameters: readonly unknown[] = []): Statement {
  if (dialect === 'sqlite') return { sql: text, parameters }
  let place = 0
  const sql = text.replaceAll(/'[^']*'|"[^"]*"|\?/g, (part) => {
    if (part !== '?') return part
    place += 1
    return `$${place}`
  })
  return { sql, parameters }
}
