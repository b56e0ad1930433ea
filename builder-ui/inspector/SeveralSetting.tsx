// Several of what there is: fields, roles, choices. None takes the member away.
import { MultiSelect } from '@mantine/core'
import { useWords } from '../../runtime/ui/words/words.tsx'
import { type Choice, grouped, type SettingProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'

interface SeveralSettingProps extends SettingProps {
  readonly value: readonly string[] | undefined
  readonly data: readonly Choice[]
  readonly placeholder?: string
  /** One has to stay. */
  readonly required?: boolean
  readonly most?: number
}

export function SeveralSetting(props: SeveralSettingProps) {
  const { path, value = [], data, placeholder, required = false, most, change, disabled } = props
  const set = useSet()
  const say = useWords()
  const gone = value.filter((each) => !data.some((choice) => choice.value === each)).map((each) => ({ value: each, label: each }))
  return (
    <MultiSelect
      {...useSettingFrame(props, true)}
      data={grouped([...data, ...gone])}
      value={[...value]}
      onChange={(next) => {
        if (next.length > 0 || !required) set(path, next.length === 0 ? undefined : next, change)
      }}
      placeholder={value.length === 0 ? placeholder : undefined}
      maxValues={most}
      searchable={data.length > 8}
      disabled={disabled}
      nothingFoundMessage={say('nothing_found')}
      hidePickedOptions
    />
  )
}
