// The refusals every way to a record shares. Their codes decide the HTTP status in app.ts.
import type { Module } from '../../runtime/definition/app.ts'
import { bothOf } from '../../runtime/label.ts'
import { type Problem, problem } from '../../runtime/problem.ts'

export function notFound(module: Module, id: string): Problem {
  const label = bothOf(module.label)
  const shown = id.length > 60 ? `${id.slice(0, 57)}...` : id
  return problem(
    '',
    'not_found',
    `${label.en} "${shown}" does not exist or is not open to you.`,
    `“${label['zh-CN']}”中没有记录“${shown}”，或你无权查看。`,
  )
}

export function forbidden(en: string, zh: string): Problem {
  return problem('', 'forbidden', en, zh)
}

export function notAllowed(module: Module, action: 'create' | 'update' | 'delete' | 'import' | 'export'): Problem {
  const label = bothOf(module.label)
  const zh = { create: '新建', update: '修改', delete: '删除', import: '导入', export: '导出' }[action]
  return forbidden(
    `You may not ${action} this in ${label.en}. Ask an administrator for the right.`,
    `你没有在“${label['zh-CN']}”中${zh}的权限，请联系管理员。`,
  )
}
