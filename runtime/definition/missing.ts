// The problem of a reference that leads nowhere, said the same way wherever it stands.
import { type Problem, problem } from '../problem.ts'
import type { ModuleDefinition } from './types.ts'

export const FIELD = { en: 'field', zh: '字段' }
export const MODULE = { en: 'module', zh: '模块' }
export const ROLE = { en: 'role', zh: '角色' }
export const STAGE = { en: 'stage', zh: '阶段' }
export const DICTIONARY = { en: 'dictionary', zh: '字典' }

export function fieldKeys(module: ModuleDefinition): Set<string> {
  return new Set(module.fields.map((field) => field.key))
}

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
