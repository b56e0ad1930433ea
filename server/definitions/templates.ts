// What an app can start from: the templates shipped beside the product, or a blank page.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readJson } from '../../runtime/definition/read-json.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { type Label, textOf } from '../../runtime/label.ts'
import { fail, problem, type Result } from '../../runtime/problem.ts'
import { productPath } from '../product.ts'

export interface TemplateInfo {
  readonly key: string
  readonly label: Label
  readonly description: Label
  readonly modules: readonly { readonly key: string; readonly label: Label }[]
}

export async function listTemplates(): Promise<TemplateInfo[]> {
  const folders = await readdir(productPath('templates'), { withFileTypes: true })
  const out: TemplateInfo[] = []
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    const read = await readTemplate(folder.name)
    if (!read.ok) continue
    const { label, description, modules } = read.value as AppDefinition
    out.push({
      key: folder.name,
      label: label ?? folder.name,
      description: description ?? '',
      modules: modules.map((module) => ({ key: module.key, label: module.label ?? module.key })),
    })
  }
  return out.sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** The definition of a template as parsed JSON. */
export async function readTemplate(key: string): Promise<Result<unknown>> {
  const known = (await readdir(productPath('templates'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  if (!known.includes(key)) {
    const list = known.join(', ')
    return fail(
      problem(
        'template',
        'no_such_template',
        `template: there is no template "${key.slice(0, 60)}". Known: ${list}.`,
        `template：没有模板“${key.slice(0, 60)}”。现有：${list}。`,
      ),
    )
  }
  return readJson(await readFile(join(productPath('templates'), key, 'app.json'), 'utf8'))
}

/** An app with one module of one field, which is the least that can be worked in. */
export function blankDefinition(options: { readonly label?: unknown }): AppDefinition {
  const label =
    typeof options.label === 'string' && options.label.trim() !== '' ? options.label.trim() : { en: 'My CRM', 'zh-CN': '我的 CRM' }
  const key =
    typeof label === 'string'
      ? textOf(label, 'en')
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '_')
          .replace(/^[^a-z]+/, '')
          .slice(0, 40)
      : 'my_crm'
  return {
    format: 1,
    key: key || 'my_crm',
    label,
    settings: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      {
        key: 'contact',
        label: { en: 'Contacts', 'zh-CN': '联系人' },
        icon: 'users',
        title: 'name',
        fields: [{ key: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '姓名' }, required: true }],
      },
    ],
  }
}
