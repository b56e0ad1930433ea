// The kinds of background work, by the name their jobs carry.
import { CLOCK_JOB, runClock } from '../records/derived/clock-job.ts'
import { runSweep, SWEEP } from '../records/files/sweep.ts'
import { runImport } from '../records/import/run.ts'
import { runUndo } from '../records/import/undo.ts'
import { REMINDERS, runReminders } from '../records/reminders.ts'
import type { JobKind } from './work.ts'

export const JOB_KINDS: Readonly<Record<string, JobKind>> = {
  import: runImport,
  import_undo: runUndo,
  [SWEEP]: runSweep,
  [REMINDERS]: runReminders,
  [CLOCK_JOB]: runClock,
}
