// Modules as a whole: new ones by name, copies, and relations between them.

import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { FieldDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { fieldTypes } from '../../runtime/fields/index.ts'
import { bothOf, type Text } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { freeKey, keyFor } from '../editor/keys.ts'
import { words as common } from '../inspector/words.ts'
import { filled } from '../words/text.tsx'
import { copiesOf } from './field-edits.ts'
import { RELATION_TYPES, relationSettings, startOf } from './field-types.ts'
import { addFields } from './layout-edits.ts'
import { NAME_TYPE, words } from './words.ts'

export interface NewRelation {
  readonly from: string
  readonly to: string
  readonly type: string
  readonly name: string
  readonly list: string
}

export interface ModuleEdits {
  /** The key of the new module; undefined where it cannot be made. */
  add(name: string): Promise<string | undefined>
  duplicate(module: ModuleDefinition): void
  /** A module somebody copied, also of another app. */
  paste(module: ModuleDefinition): string | undefined
  relate(relation: NewRelation): Promise<string | undefined>
}

export function useModuleEdits(): ModuleEdits {
  const { app } = useApp()
  const { editor } = useDraft()
  const change = useChange()
  const [, go] = useLocation()
  return useMemo(() => {
    const modules = () => editor.state().definition.modules
    const put = (label: Text, item: ModuleDefinition) =>
      change({ label, edits: [{ kind: 'add', path: '/modules', item }] }) ? item.key : undefined
    const copyOf = (module: ModuleDefinition): ModuleDefinition => {
      const key = freeKey(
        module.key,
        modules().map((each) => each.key),
      )
      // Lists that relations open elsewhere have one name each.
      const fields = copiesOf(module.fields, { ...module, fields: [] }, false)
      return { ...module, key, fields: fields as ModuleDefinition['fields'] }
    }
    return {
      async add(name) {
        const key = await keyFor(
          name,
          modules().map((each) => each.key),
          'module',
        )
        const title: FieldDefinition = { key: 'name', type: NAME_TYPE, label: bothOf(words.name), required: true }
        return put(filled(words.moduleAdded, { name }), { key, label: name, title: 'name', fields: [title] })
      },
      duplicate(module) {
        const name = bothOf(module.label, module.key)
        const key = put(filled(words.moduleDuplicated, { name }), { ...copyOf(module), label: filled(common.copyOf, { name }) })
        if (key !== undefined) go(designPath(app.key, `modules/${key}`))
      },
      paste: (module) => put(filled(words.modulePasted, { name: bothOf(module.label, module.key) }), copyOf(module)),
      async relate({ from, to, type: name, name: label, list }) {
        const type = fieldTypes.get(name) ?? RELATION_TYPES[0]!
        const settings = relationSettings(type)!
        const module = modules().find((each) => each.key === from)
        if (!module) return undefined
        const key = await keyFor(
          label,
          module.fields.map((each) => each.key),
          to,
        )
        const own = { [settings.module]: to, ...(settings.list === undefined || list === '' ? {} : { [settings.list]: list }) }
        const field = { key, type: type.name, label, ...startOf(type, editor.state().definition, from, own), ...own } as FieldDefinition
        return change({ label: filled(words.relationAdded, { name: label }), edits: addFields(module, [field]) }) ? key : undefined
      },
    }
  }, [app.key, editor, change, go])
}
