// Tables of the installation beside those of the sign-in library: settings, profiles, teams, invitations, counted attempts.
import type { DialectName } from '../database/database.ts'

const TEXT = { sqlite: 'TEXT', postgres: 'TEXT COLLATE "C"' } as const
const INTEGER = { sqlite: 'INTEGER', postgres: 'BIGINT' } as const

/** DDL of the tables; creating what exists already does nothing. */
export function installationTablesSql(dialect: DialectName): string[] {
  const [text, integer] = [TEXT[dialect], INTEGER[dialect]]
  const end = dialect === 'sqlite' ? ' STRICT' : ''
  return [
    `CREATE TABLE IF NOT EXISTS "_setting" ("name" ${text} PRIMARY KEY, "value" ${text} NOT NULL)${end}`,
    `CREATE TABLE IF NOT EXISTS "_profile" ("user" ${text} PRIMARY KEY, "time_zone" ${text}, "theme" ${text} NOT NULL, "density" ${text} NOT NULL)${end}`,
    `CREATE TABLE IF NOT EXISTS "_team" ("id" ${text} PRIMARY KEY, "name" ${text} NOT NULL, "manager" ${text})${end}`,
    `CREATE TABLE IF NOT EXISTS "_team_member" ("team" ${text} NOT NULL REFERENCES "_team" ("id") ON DELETE CASCADE, "member" ${text} NOT NULL, PRIMARY KEY ("team", "member"))${end}`,
    `CREATE INDEX IF NOT EXISTS "_team_member_of" ON "_team_member" ("member")`,
    `CREATE TABLE IF NOT EXISTS "_invitation" ("id" ${text} PRIMARY KEY, "token_hash" ${text} NOT NULL UNIQUE, "email" ${text} NOT NULL, "admin" ${integer} NOT NULL, "roles" ${text} NOT NULL, "created_by" ${text}, "expires_at" ${integer} NOT NULL)${end}`,
    `CREATE TABLE IF NOT EXISTS "_api_key" ("id" ${text} PRIMARY KEY, "hash" ${text} NOT NULL UNIQUE, "user" ${text} NOT NULL, "name" ${text} NOT NULL, "shown" ${text} NOT NULL, "read_only" ${integer} NOT NULL, "role_app" ${text}, "role_key" ${text}, "created_at" ${integer} NOT NULL, "expires_at" ${integer} NOT NULL, "last_used_at" ${integer})${end}`,
    `CREATE INDEX IF NOT EXISTS "_api_key_of" ON "_api_key" ("user")`,
    `CREATE TABLE IF NOT EXISTS "_attempt" ("subject" ${text} NOT NULL, "slot" ${integer} NOT NULL, "count" ${integer} NOT NULL, PRIMARY KEY ("subject", "slot"))${end}`,
  ]
}
