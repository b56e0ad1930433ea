// A write among others in a batch, which must leave nothing behind where it fails.
import type { Module } from '../../runtime/definition/app.ts'
import type { Result } from '../../runtime/problem.ts'
import type { WriteContext } from './write-context.ts'
import type { Values } from './writer.ts'

const LOGS = ['_visit', '_history', '_outbox'] as const

/**
 * A write that fails alone takes its transaction with it. Among others in a batch it must leave nothing behind either: what a transition makes can still
 * fail when the record is written, so such a write stands on a savepoint, and what it put into the logs goes with it.
 */
export function wholly<T>(
  context: WriteContext,
  module: Module,
  body: Values,
  work: (context: WriteContext) => Promise<Result<T>>,
): Promise<Result<T>> {
  return context.batch && body._stage !== undefined && makesRecords(module) ? onSavepoint(context, work) : work(context)
}

async function onSavepoint<T>(context: WriteContext, work: (context: WriteContext) => Promise<Result<T>>): Promise<Result<T>> {
  const { trx, batch } = context
  const { rows } = batch!.logs
  const marks = LOGS.map((name) => rows[name].length)
  await trx.script('SAVEPOINT one_of_many')
  const result = await work(context)
  if (!result.ok) {
    await trx.script('ROLLBACK TO SAVEPOINT one_of_many')
    for (const [index, name] of LOGS.entries()) rows[name].length = marks[index]!
  }
  await trx.script('RELEASE SAVEPOINT one_of_many')
  return result
}

function makesRecords({ pipelines }: Module): boolean {
  return pipelines.some(({ transitions }) => transitions.some(({ after }) => after.some((effect) => effect.kind === 'create')))
}
