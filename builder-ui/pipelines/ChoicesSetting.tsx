// Several of a list of choices: roles, stages, fields. None chosen takes the member away.
import { MultiSelect } from '@mantine/core'
import { useWords } from '../../runtime/ui/words/words.tsx'
import { type Choice, type SettingProps, useSettingFrame } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { words } from '../inspector/words.ts'
import { useTell } from '../words/text.tsx'

interface ChoicesSettingProps extends SettingProps {
  readonly value: readonly string[] | undefined
  readonly data: readonly Choice[]
  readonly placeholder?: string
  /** Where choosing is more than setting the member. */
  readonly onChoose?: (values: readonly string[]) => void
}

export function ChoicesSetting(props: ChoicesSettingProps) {
  const { path, value = [], data, change, placeholder, onChoose } = props
  const set = useSet()
  const say = useWords()
  const tell = useTell()
  const known = new Set(data.map((each) => each.value))
  // What is not there any more stays visible, so that it can be taken out.
  const choices = [...data, ...value.filter((each) => !known.has(each)).map((each) => ({ value: each, label: each }))]
  return (
    <MultiSelect
      {...useSettingFrame(props, true)}
      data={choices.map(({ value: each, label }) => ({ value: each, label }))}
      value={[...value]}
      onChange={(next) => (onChoose ? onChoose(next) : set(path, next.length === 0 ? undefined : next, change))}
      searchable
      hidePickedOptions
      placeholder={value.length === 0 ? (placeholder ?? tell(words.notSet)) : undefined}
      nothingFoundMessage={say('nothing_found')}
    />
  )
}
