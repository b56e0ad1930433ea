// A new relation: to which module, of which kind, what its field is called here and its list there.
import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { guardComposition } from '../../../runtime/fields/composition.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { KEY_PATTERN } from '../../../runtime/fields/option-schemas.ts'
import { textOf } from '../../../runtime/label.ts'
import { Dialog } from '../../../runtime/ui/shell/Dialog.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useDefinition } from '../../editor/draft-context.tsx'
import { freeKey } from '../../editor/keys.ts'
import { useTell } from '../../words/text.tsx'
import { RELATION_TYPES, relationSettings } from '../field-types.ts'
import type { NewRelation } from '../use-module-edits.tsx'
import { words } from '../words.ts'

interface RelationDialogProps {
  readonly from: string
  readonly to: string | undefined
  readonly onClose: () => void
  readonly onAdd: (relation: NewRelation) => void
}

export function RelationDialog({ from, to, onClose, onAdd }: RelationDialogProps) {
  const tell = useTell()
  const locale = useLocale()
  const definition = useDefinition()
  const nameOf = (key: string) => textOf(definition.modules.find((each) => each.key === key)?.label, locale, key)
  const [target, setTarget] = useState(to ?? null)
  const [type, setType] = useState(RELATION_TYPES[0]!.name)
  // Until somebody writes something else, both follow what is chosen.
  const [typed, setTyped] = useState<string>()
  const [list, setList] = useState<string>()
  const name = typed ?? (target === null ? '' : nameOf(target))
  const hasList = relationSettings(fieldTypes.get(type)!)?.list !== undefined
  const listName = list ?? (target === null ? '' : freeList(definition, from, target))
  const wrong = hasList && listName !== '' && !new RegExp(KEY_PATTERN).test(listName)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (target === null || name.trim() === '' || wrong) return
    onAdd({ from, to: target, type, name: name.trim(), list: hasList ? listName : '' })
  }
  return (
    <Dialog onClose={onClose} title={tell(words.relationTitle, { module: nameOf(from) })} size={440}>
      <form onSubmit={submit}>
        <Stack gap={12}>
          <Select
            label={tell(words.relationTo)}
            data={definition.modules.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
            value={target}
            allowDeselect={false}
            searchable
            data-autofocus={to === undefined || undefined}
            onChange={setTarget}
          />
          <Select
            label={tell(words.type)}
            data={RELATION_TYPES.map(({ name: value, label }) => ({ value, label: textOf(label, locale, value) }))}
            value={type}
            allowDeselect={false}
            onChange={(next) => next !== null && setType(next)}
          />
          <TextInput
            label={tell(words.relationName)}
            value={name}
            maxLength={200}
            autoComplete="off"
            data-autofocus={to !== undefined || undefined}
            onKeyDownCapture={guardComposition}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {hasList && (
            <TextInput
              label={tell(words.relationList)}
              description={tell(words.relationListHelp)}
              value={listName}
              maxLength={48}
              error={wrong || undefined}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setList(event.currentTarget.value)}
            />
          )}
        </Stack>
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={target === null || name.trim() === '' || wrong}>
            {tell(words.create)}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}

/** A name for the list of the other side: the key of this module as several, where that is free there. */
function freeList({ modules }: AppDefinition, from: string, to: string): string {
  const fields = modules.find(({ key }) => key === to)?.fields.map(({ key }) => key) ?? []
  const lists = modules.flatMap(({ fields: all }) =>
    all.flatMap((field) => {
      const settings = fieldTypes.get(field.type) && relationSettings(fieldTypes.get(field.type)!)
      const list = settings?.list === undefined || field[settings.module] !== to ? undefined : field[settings.list]
      return typeof list === 'string' ? [list] : []
    }),
  )
  const many = /[^aeiou]y$/.test(from) ? `${from.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(from) ? `${from}es` : `${from}s`
  return freeKey(many.slice(0, 48), [...fields, ...lists])
}
