// Numbered steps that lift a definition of an older format to the present one. Step n turns format n into format n + 1 and never looks further.
import { fail, ok, problem, type Result } from '../problem.ts'
import { FORMAT } from './schema.ts'

type Step = (document: { readonly [name: string]: unknown }) => { [name: string]: unknown }

/** Index n-1 holds the step from format n to n + 1. Format 1 is the first, so there is none yet. */
const STEPS: readonly Step[] = []

/** The document in the present format. Refuses what is no definition and what a newer product wrote. */
export function upgradeDefinition(document: unknown, steps: readonly Step[] = STEPS, present: number = FORMAT): Result<unknown> {
  if (!document || typeof document !== 'object' || Array.isArray(document)) {
    return fail(
      problem(
        '',
        'type',
        'A definition is a JSON object. Open a file that Stagewright exported.',
        '定义文件应为 JSON 对象，请选择由 Stagewright 导出的文件。',
      ),
    )
  }
  const format = (document as { format?: unknown }).format
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    return fail(
      problem(
        '/format',
        'missing',
        '/format: the definition does not say which format it is written in. Add "format": 1.',
        '/format：定义没有写明格式版本，请加上 "format": 1。',
      ),
    )
  }
  if (format > present) {
    return fail(
      problem(
        '/format',
        'newer_format',
        `/format: ${format} is newer than this product knows (${present}). Upgrade the product.`,
        `/format：${format} 比当前产品支持的版本（${present}）新，请先升级产品。`,
      ),
    )
  }
  let current = document as { readonly [name: string]: unknown }
  for (const step of steps.slice(format - 1, present - 1)) current = step(current)
  return ok(current)
}
