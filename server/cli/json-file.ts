// JSON files that commands take.
import { readFile } from 'node:fs/promises'
import { readJson } from '../../runtime/definition/read-json.ts'
import { fail, problem, type Result } from '../../runtime/problem.ts'

/** A JSON file, its problems told with line and column. */
export async function readJsonFile(path: string): Promise<Result<unknown>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    return fail(problem(path, 'file', `${path}: cannot be read (${reason}).`, `${path}：无法读取（${reason}）。`))
  }
  return readJson(text)
}
