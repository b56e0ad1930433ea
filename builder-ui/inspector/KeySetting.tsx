// The key of a thing: its identity. It can be chosen until it is published, and what names the thing goes along; afterwards it is shown and stays.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { valueAt } from '../../runtime/definition/edit.ts'
import { renameEdits } from '../../runtime/definition/rename.ts'
import { KEY_PATTERN } from '../../runtime/fields/option-schemas.ts'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { useTell } from '../words/text.tsx'
import { typedProps } from './settings.tsx'
import { useTyped } from './use-typed.tsx'
import { words } from './words.ts'

interface KeySettingProps {
  /** The place of the thing, which ends with its key. */
  readonly path: string
  readonly value: string
  /** The keys of those beside it. */
  readonly taken: readonly string[]
  /** Told once the key is another, with the place of the thing as it is then. */
  readonly onRenamed?: (path: string) => void
}

export function KeySetting({ path, value, taken, onRenamed }: KeySettingProps) {
  const tell = useTell()
  const change = useChange()
  const { editor, live } = useDraft()
  const [error, setError] = useState<string>()
  const published = valueAt(live, path) !== undefined
  const typed = useTyped(value, (text) => {
    if (!new RegExp(KEY_PATTERN).test(text)) return setError(tell(words.keyRule))
    if (taken.includes(text)) return setError(tell(words.keyTaken, { key: text }))
    setError(undefined)
    const edits = renameEdits(editor.state().definition, path, text)
    if (change({ label: { en: `Key ${text}`, 'zh-CN': `键 ${text}` }, edits }))
      onRenamed?.(`${path.slice(0, path.lastIndexOf('/'))}/${text}`)
  })
  return (
    <TextInput
      {...typedProps(typed)}
      label={tell(words.key)}
      description={tell(published ? words.keyFixed : words.keyRule)}
      error={error}
      readOnly={published}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
    />
  )
}
