// The controls of inspectors. Each knows the place it sets, shows what the server finds wrong there, and puts every change through the one door.
import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { guardComposition } from '../../runtime/fields/composition.ts'
import type { Text } from '../../runtime/label.ts'
import { useWords } from '../../runtime/ui/words/words.tsx'
import { useProblemsAt, withoutPath } from '../editor/problems.tsx'
import { useTell, type Words } from '../words/text.tsx'
import { useSet } from './use-set.tsx'
import { useTyped } from './use-typed.tsx'
import { words } from './words.ts'

export interface SettingProps {
  /** The place in the definition. */
  readonly path: string
  readonly label: Words | string
  readonly help?: Words | string | undefined
  /** What the change is called in the history; the place unless given. */
  readonly change?: Text
  readonly disabled?: boolean
}

/** Label, help and error of a control at a place, in the reader's language. */
export function useSettingFrame({ path, label, help }: SettingProps, below = false) {
  const tell = useTell()
  const problems = useProblemsAt(path, below)
  const text = (words: Words | string) => (typeof words === 'string' ? words : tell(words))
  return {
    label: text(label),
    description: help === undefined ? undefined : text(help),
    error: problems.length > 0 ? problems.map(({ message }) => withoutPath(message, path)).join(' ') : undefined,
  }
}

interface TextSettingProps extends SettingProps {
  readonly value: string | undefined
  readonly placeholder?: string | undefined
  readonly lines?: number
  readonly monospace?: boolean
  readonly maxLength?: number
}

/** A plain text; an empty one takes the member away. */
export function TextSetting(props: TextSettingProps) {
  const { path, value, change, placeholder, lines, monospace, maxLength, disabled } = props
  const set = useSet()
  const typed = useTyped(value ?? '', (text) => set(path, text === '' ? undefined : text, change))
  const control = {
    ...useSettingFrame(props),
    ...typedProps(typed),
    placeholder,
    maxLength,
    disabled,
    ...(monospace ? { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } } } : {}),
  }
  return lines === undefined ? <TextInput {...control} /> : <Textarea {...control} autosize minRows={lines} maxRows={12} />
}

/** What a text control needs to be typed into. */
export function typedProps(typed: ReturnType<typeof useTyped>) {
  return {
    value: typed.value,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => typed.onChange(event.currentTarget.value),
    onBlur: typed.onBlur,
    onCompositionStart: typed.onCompositionStart,
    onCompositionEnd: (event: { readonly currentTarget: { readonly value: string } }) => typed.onCompositionEnd(event.currentTarget.value),
    onKeyDownCapture: guardComposition,
  }
}

interface NumberSettingProps extends SettingProps {
  readonly value: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly integer?: boolean
  readonly suffix?: string
  readonly placeholder?: string | undefined
  /** It has to be there: it can be changed, not taken away. */
  readonly required?: boolean
}

export function NumberSetting(props: NumberSettingProps) {
  const { path, value, min, max, integer = false, suffix, placeholder, change, disabled, required = false } = props
  const set = useSet()
  return (
    <NumberInput
      {...useSettingFrame(props)}
      value={value ?? ''}
      onChange={(next) => {
        // A sign alone is no number yet.
        if (typeof next === 'number') set(path, next, change)
        else if (next === '' && !required) set(path, undefined, change)
      }}
      min={min}
      max={max}
      allowDecimal={!integer}
      clampBehavior="blur"
      suffix={suffix}
      placeholder={placeholder}
      disabled={disabled}
      hideControls
    />
  )
}

interface SwitchSettingProps extends SettingProps {
  readonly value: boolean | undefined
  /** What holds where nothing is written; that is then not written. */
  readonly otherwise?: boolean
}

export function SwitchSetting(props: SwitchSettingProps) {
  const { path, value, otherwise = false, change, disabled } = props
  const set = useSet()
  return (
    <Checkbox
      {...useSettingFrame(props)}
      checked={value ?? otherwise}
      disabled={disabled}
      onChange={(event) => set(path, event.currentTarget.checked === otherwise ? undefined : event.currentTarget.checked, change)}
    />
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly group?: string
}

interface SelectSettingProps extends SettingProps {
  readonly value: string | undefined
  readonly data: readonly Choice[]
  /** Without it one of the choices is always chosen. */
  readonly clearable?: boolean
  readonly placeholder?: string | undefined
  readonly icon?: ReactNode
  /** Where choosing is more than setting the member. */
  readonly onChoose?: (value: string | undefined) => void
}

export function SelectSetting(props: SelectSettingProps) {
  const { path, value, data, clearable = false, placeholder, icon, change, disabled, onChoose } = props
  const set = useSet()
  const say = useWords()
  const tell = useTell()
  return (
    <Select
      {...useSettingFrame(props)}
      data={grouped(data)}
      value={value ?? null}
      onChange={(next: string | null) => (onChoose ? onChoose(next ?? undefined) : set(path, next ?? undefined, change))}
      clearable={clearable}
      allowDeselect={clearable}
      searchable={data.length > 8}
      placeholder={placeholder ?? tell(words.notSet)}
      leftSection={icon}
      disabled={disabled}
      nothingFoundMessage={say('nothing_found')}
      clearButtonProps={{ 'aria-label': say('clear') }}
    />
  )
}

type Item = Pick<Choice, 'value' | 'label'>

/** Choices as Mantine takes them: those with a group under its name. */
export function grouped(data: readonly Choice[]): (Item | { group: string; items: Item[] })[] {
  const groups = [...new Set(data.map(({ group }) => group))]
  return groups.flatMap((group): (Item | { group: string; items: Item[] })[] => {
    const items = data.filter((each) => each.group === group).map(({ value, label }) => ({ value, label }))
    return group === undefined ? items : [{ group, items }]
  })
}
