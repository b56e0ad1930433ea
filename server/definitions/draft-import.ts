// A definition from a file held against the draft: everything wrong with it, or the items by which the draft would become it.
import { compileDefinition } from '../../runtime/definition/compile.ts'
import { type ItemChange, itemsBetween } from '../../runtime/definition/items.ts'
import type { Text } from '../../runtime/label.ts'
import type { Problem } from '../../runtime/problem.ts'
import { readDraft } from './draft.ts'
import type { AppHost, Published } from './host.ts'

export type ImportPlan =
  | { readonly problems: readonly Problem[] }
  | {
      readonly problems: readonly []
      /** The version of the draft the items are made for. */
      readonly version: number
      readonly items: readonly ItemChange[]
      readonly notices: readonly Text[]
    }

export async function planImport(host: AppHost, published: Published, document: unknown): Promise<ImportPlan> {
  const compiled = compileDefinition(document)
  if (!compiled.ok) return { problems: compiled.problems }
  const draft = await readDraft(host.db, published)
  const { definition } = compiled.value
  const notices = definition.key === host.key ? [] : [otherKey(definition.key, host.key)]
  return { problems: [], version: draft.version, items: itemsBetween(draft.definition, { ...definition, key: host.key }), notices }
}

function otherKey(given: string, own: string): Text {
  return {
    en: `The file is of the app “${given}”. The key of this app, “${own}”, stays.`,
    'zh-CN': `文件来自应用“${given}”，此应用的键“${own}”保持不变。`,
  }
}
