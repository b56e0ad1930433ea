// A span of time as the definition writes it: 12h, 10d, 2w. A number and its unit.
import { Group, Input, NativeSelect, NumberInput } from '@mantine/core'
import { useId } from 'react'
import { useTell } from '../words/text.tsx'
import { type SettingProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

export type Unit = 'h' | 'd' | 'w'

interface DurationSettingProps extends SettingProps {
  readonly value: string | undefined
  readonly units: readonly Unit[]
}

export function DurationSetting(props: DurationSettingProps) {
  const { path, value, units, change, disabled } = props
  const tell = useTell()
  const set = useSet()
  const id = useId()
  const frame = useSettingFrame(props)
  const [, count, unit] = /^(\d+)([hdw])$/.exec(value ?? '') ?? []
  const chosen = (unit as Unit | undefined) ?? units[0]!
  return (
    <Input.Wrapper {...frame} id={id}>
      <Group gap={4} wrap="nowrap">
        <NumberInput
          id={id}
          value={count === undefined ? '' : Number(count)}
          min={1}
          max={9999}
          allowDecimal={false}
          hideControls
          disabled={disabled}
          style={{ flex: 1 }}
          onChange={(next) => set(path, next === '' || Number(next) < 1 ? undefined : `${Number(next)}${chosen}`, change)}
        />
        <NativeSelect
          aria-label={`${frame.label}: ${tell(words.unit)}`}
          value={chosen}
          disabled={disabled || count === undefined}
          data={units.map((each) => ({ value: each, label: tell(words[each]) }))}
          onChange={(event) => count !== undefined && set(path, `${count}${event.currentTarget.value}`, change)}
        />
      </Group>
    </Input.Wrapper>
  )
}
