// How a person wants the pages to look and tell time, the same in every app.
import { type Problem, problem } from '../../runtime/problem.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'

const THEMES = ['auto', 'light', 'dark'] as const
const DENSITIES = ['comfortable', 'compact'] as const

export interface Profile {
  /** IANA name; null: that of the app. */
  readonly timeZone: string | null
  readonly theme: (typeof THEMES)[number]
  readonly density: (typeof DENSITIES)[number]
}
export type ProfileChange = Partial<Profile>

const UNCHANGED: Profile = { timeZone: null, theme: 'auto', density: 'comfortable' }

export async function readProfile(db: Database, user: string): Promise<Profile> {
  const row = await db.get(statement(db.dialect, 'SELECT "time_zone", "theme", "density" FROM "_profile" WHERE "user" = ?', [user]))
  if (!row) return UNCHANGED
  return { timeZone: row.time_zone === null ? null : String(row.time_zone), theme: row.theme, density: row.density } as Profile
}

/** Keeps a change that `profileProblems` found nothing wrong with. */
export async function changeProfile(db: Database, user: string, change: ProfileChange): Promise<Profile> {
  const next = { ...(await readProfile(db, user)), ...change }
  const sql = `INSERT INTO "_profile" ("user", "time_zone", "theme", "density") VALUES (?, ?, ?, ?) ON CONFLICT ("user") DO UPDATE SET "time_zone" = excluded."time_zone", "theme" = excluded."theme", "density" = excluded."density"`
  await db.run(statement(db.dialect, sql, [user, next.timeZone, next.theme, next.density]))
  return next
}

export function profileProblems({ timeZone, theme, density }: Readonly<Record<keyof Profile, unknown>>): Problem[] {
  const problems: Problem[] = []
  if (timeZone !== undefined && timeZone !== null && !isTimeZone(timeZone)) {
    const shown = String(timeZone).slice(0, 60)
    problems.push(
      problem(
        'timeZone',
        'time_zone',
        `timeZone: "${shown}" is not a time zone. Use an IANA name such as Asia/Shanghai, or null for that of the app.`,
        `timeZone：“${shown}”不是时区，请使用 IANA 名称，例如 Asia/Shanghai；null 表示跟随应用。`,
      ),
    )
  }
  return [...problems, ...choiceProblems('theme', theme, THEMES), ...choiceProblems('density', density, DENSITIES)]
}

function choiceProblems(name: string, value: unknown, known: readonly string[]): Problem[] {
  if (value === undefined || known.includes(value as string)) return []
  const [shown, list] = [String(value).slice(0, 60), known.join(', ')]
  return [problem(name, 'not_allowed', `${name}: "${shown}" is not known. Use ${list}.`, `${name}：没有“${shown}”，可用：${list}。`)]
}

function isTimeZone(name: unknown): boolean {
  if (typeof name !== 'string' || name.length > 64) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
