// Reports that name what is not there any more: what is wrong with them is among the problems of the definition, here is how they are mended.
import { type Edit, stepsOf, valueAt } from '../definition/edit.ts'
import { keyIn, nodesIn } from '../definition/expressions-in.ts'
import { isNode, labelOf, type Node } from '../definition/item-names.ts'
import { removalEdits } from '../definition/uses.ts'
import type { Problem } from '../problem.ts'
import { type Finding, finding } from './finding.ts'

/** Codes of problems that say that a name leads nowhere. */
const GONE = new Set(['unknown_name', 'unknown_reference'])

/** One finding for each part of a report that reads a field or a module that was removed. */
export function lintReports(definition: unknown, problems: readonly Problem[]): Finding[] {
  const parts = new Map<string, Finding>()
  for (const { path, code } of problems) {
    const [list, key, ...rest] = stepsOf(path)
    if (list !== 'reports' || key === undefined || !GONE.has(code)) continue
    const at = `/reports/${key}`
    const report = valueAt(definition, at)
    if (!isNode(report)) continue
    const part = partOf(report, at, rest)
    if (!parts.has(part.path)) parts.set(part.path, findingOf(definition, report, at, part))
  }
  return [...parts.values()]
}

interface Part {
  readonly path: string
  /** What takes the part away; undefined: the report goes with it. */
  readonly edits: readonly Edit[] | undefined
}

function partOf(report: Node, at: string, [name, key]: readonly string[]): Part {
  if (name === 'where') return { path: `${at}/where`, edits: [{ kind: 'set', path: `${at}/where`, value: undefined }] }
  const path = `${at}/${name}/${key}`
  if (key === undefined || (name !== 'groups' && name !== 'measures')) return { path: at, edits: undefined }
  if (name === 'measures' && nodesIn(report, name).length < 2) return { path: at, edits: undefined }
  const sorts = nodesIn(report, 'sort').some((sort) => sort.by === key)
  const rest = nodesIn(report, 'sort').filter((sort) => sort.by !== key)
  const drawn = isNode(report.chart) && report.chart.measure === key
  return {
    path,
    edits: [
      { kind: 'remove', path },
      ...(sorts ? [{ kind: 'set' as const, path: `${at}/sort`, value: rest.length > 0 ? rest : undefined }] : []),
      ...(drawn ? [{ kind: 'set' as const, path: `${at}/chart`, value: undefined }] : []),
    ],
  }
}

function findingOf(definition: unknown, report: Node, at: string, { path, edits }: Part): Finding {
  const name = labelOf(report.label, keyIn(report))
  return finding(
    path,
    'report_on_removed_field',
    `The report “${name.en}” reads a field that is not there any more. ${edits ? 'Take that part out, or name another field.' : 'Remove the report, or name another field.'}`,
    `报表“${name['zh-CN']}”引用了已不存在的字段。${edits ? '请去掉该部分，或改用其他字段。' : '请删除报表，或改用其他字段。'}`,
    edits
      ? { label: { en: 'Take that part out', 'zh-CN': '去掉该部分' }, edits }
      : { label: { en: 'Remove the report', 'zh-CN': '删除报表' }, edits: removalEdits(definition, at).edits },
  )
}
