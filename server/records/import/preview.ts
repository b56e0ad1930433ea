// What an uploaded file looks like before anything is imported: how it was read, its headings and first rows, and which fields its columns likely are.
import type { App, Module } from '../../../runtime/definition/app.ts'
import { ok, type Result } from '../../../runtime/problem.ts'
import type { Principal } from '../../access/principal.ts'
import type { FilePieces } from './file-pieces.ts'
import type { FileRow } from './row.ts'
import { type FileForm, openSource } from './source.ts'
import { type Suggestion, suggestMap } from './suggest.ts'
import { FileFault } from './xlsx/fault.ts'

const SHOWN = 20
/** Rows from which kinds of values are guessed. */
const SAMPLE = 200

export interface Preview {
  readonly format: 'csv' | 'xlsx'
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly sheets?: readonly string[]
  readonly headingLine: number
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** About how many lines the file has. */
  readonly lines: number
  readonly suggestion: Suggestion
}

export async function previewFile(
  file: FilePieces,
  form: FileForm,
  app: App,
  module: Module,
  principal: Principal,
): Promise<Result<Preview>> {
  const source = await openSource(file, form)
  if (!source.ok) return source
  const { rows, close, ...told } = source.value
  const first: FileRow[] = []
  try {
    for (let row = await rows.next(); !row.done && first.length < SAMPLE; row = await rows.next()) first.push(row.value)
  } catch (error) {
    if (error instanceof FileFault) return { ok: false, problems: [error.problem] }
    throw error
  } finally {
    await close()
  }
  const suggestion = suggestMap(app, module, principal, told.headings, first)
  return ok({ ...told, rows: first.slice(0, SHOWN).map(({ cells }) => cells), suggestion })
}
