// A list of short texts, written one per line.
import { Textarea } from '@mantine/core'
import { useTell } from '../words/text.tsx'
import { type SettingProps, typedProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { useTyped } from './use-typed.tsx'
import { words } from './words.ts'

export function LinesSetting(props: SettingProps & { readonly value: readonly string[] | undefined }) {
  const { path, value, change } = props
  const tell = useTell()
  const set = useSet()
  const frame = useSettingFrame(props, true)
  const typed = useTyped((value ?? []).join('\n'), (text) => {
    const lines = linesOf(text)
    set(path, lines.length === 0 ? undefined : lines, change)
  })
  const description = [frame.description, tell(words.onePerLine)].filter((each) => each !== undefined).join(' ')
  return <Textarea {...frame} {...typedProps(typed)} description={description} autosize minRows={2} maxRows={10} />
}

/** The lines of a text that say something, each once. */
export function linesOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ]
}
