// The problem of a reference that leads nowhere, said the same way wherever it stands.
import { type Problem, problem } from '../problem.ts'

export function missing(path: string, what: { en: string; zh: string }, key: string, known: Iterable<string>): Problem {
  const list = [...known]
  const shown = list.length > 12 ? `${list.slice(0, 12).join(', ')} …` : list.join(', ') || '–'
  return problem(
    path,
    'unknown_reference',
    `${path}: there is no ${what.en} "${key}". Known: ${shown}.`,
    `${path}：没有${what.zh}“${key}”。现有：${shown}。`,
  )
}
