// What an app can start from: the templates shipped beside the product, or a blank page.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readJson } from '../../runtime/definition/read-json.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { type Label, textOf } from '../../runtime/label.ts'
import { fail, problem, type Result } from '../../runtime/problem.ts'
import { productPath } from '../product.ts'

interface Named {
  readonly key: string
  readonly label: Label
}

/** What a template brings, for those who choose one. */
export interface TemplateInfo extends Named {
  readonly description: Label
  readonly modules: readonly (Named & { readonly icon: string })[]
  /** The pipeline of the module that stands first in the navigation. */
  readonly stages: readonly (Named & { readonly type: 'open' | 'won' | 'lost' })[]
  readonly reports: readonly Named[]
  /** Records of its sample data by module; null where it has none. */
  readonly sample: Readonly<Record<string, number>> | null
}

export async function listTemplates(): Promise<TemplateInfo[]> {
  const out: TemplateInfo[] = []
  for (const key of await templateKeys()) {
    const read = await readTemplate(key)
    if (read.ok) out.push(await infoOf(key, read.value as AppDefinition))
  }
  return out
}

async function infoOf(key: string, definition: AppDefinition): Promise<TemplateInfo> {
  const { label, description, modules, pipelines = [], reports = [], navigation = [] } = definition
  const named = (each: { readonly key: string; readonly label?: Label }): Named => ({ key: each.key, label: each.label ?? each.key })
  const pipeline = pipelines.find((each) => each.module === navigation[0]?.module) ?? pipelines[0]
  return {
    key,
    label: label ?? key,
    description: description ?? '',
    modules: modules.map((module) => ({ ...named(module), icon: module.icon ?? 'table' })),
    stages: (pipeline?.stages ?? []).map((stage) => ({ ...named(stage), type: stage.type })),
    reports: reports.map(named),
    sample: await sampleSize(key),
  }
}

async function sampleSize(key: string): Promise<Record<string, number> | null> {
  const text = await readSampleText(key)
  const read = text === undefined ? undefined : readJson(text)
  const records = read?.ok ? (read.value as { records?: Record<string, unknown[]> }).records : undefined
  return records ? Object.fromEntries(Object.entries(records).map(([module, list]) => [module, list.length])) : null
}

async function templateKeys(): Promise<string[]> {
  const folders = await readdir(productPath('templates'), { withFileTypes: true })
  return folders
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The text of a template's sample data; undefined where it has none. The key must be one of a template. */
export async function readSampleText(key: string): Promise<string | undefined> {
  const file = join(productPath('templates'), key, 'sample.json')
  return existsSync(file) ? readFile(file, 'utf8') : undefined
}

/** The definition of a template as parsed JSON. */
export async function readTemplate(key: string): Promise<Result<unknown>> {
  const known = await templateKeys()
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
