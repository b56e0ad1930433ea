// The members of a JSON body: known names only, each of the kind it should be.
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'

export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'list'

const KINDS: Readonly<Record<Kind, { readonly zh: string; readonly is: (value: unknown) => boolean }>> = {
  string: { zh: '文本', is: (value) => typeof value === 'string' },
  number: { zh: '数字', is: (value) => typeof value === 'number' },
  boolean: { zh: 'true 或 false', is: (value) => typeof value === 'boolean' },
  object: { zh: '对象', is: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  list: { zh: '列表', is: (value) => Array.isArray(value) },
}

/** `body` if it has every required member, no unknown one, and each of its kind. */
export function readFields(
  body: Readonly<Record<string, unknown>>,
  kinds: Readonly<Record<string, Kind>>,
  required: readonly string[] = [],
): Result<Readonly<Record<string, unknown>>> {
  const problems: Problem[] = []
  for (const name of required)
    if (body[name] === undefined) problems.push(problem(name, 'missing', `${name}: is missing. Add it.`, `${name}：缺失，请补上。`))
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    const shown = name.slice(0, 60)
    if (!kind) {
      const known = Object.keys(kinds).join(', ')
      problems.push(problem(shown, 'unknown_key', `"${shown}" is not known here. Known: ${known}.`, `此处没有“${shown}”。可用：${known}。`))
    } else if (value !== undefined && !KINDS[kind].is(value)) {
      problems.push(problem(name, 'type', `${name}: is not a ${kind}.`, `${name}：应为${KINDS[kind].zh}。`))
    }
  }
  return problems.length > 0 ? fail(...problems) : ok(body)
}
