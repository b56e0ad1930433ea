// A span of time as the definition writes it: 12h, 10d, 2w. A number and its unit.
import { Group, Input, NativeSelect, NumberInput } from '@mantine/core'
import { useId } from 'react'
import { useTell } from '../words/text.tsx'
import { durationParts, MOST, type Unit } from './duration.ts'
import { type SettingProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

interface DurationSettingProps extends SettingProps {
  readonly value: string | undefined
  /** The first is the one of a new duration. */
  readonly units: readonly Unit[]
  /** Sets it where the duration is not the whole of what stands at the path. */
  readonly onSet?: (value: string | undefined) => void
}

export function DurationSetting(props: DurationSettingProps) {
  const { path, value, units, change, disabled, onSet } = props
  const tell = useTell()
  const set = useSet()
  const id = useId()
  // A duration that is a part of the place has its problems below it.
  const frame = useSettingFrame(props, onSet !== undefined)
  const { count, unit = units[0]! } = durationParts(value)
  const put = onSet ?? ((next) => set(path, next, change))
  return (
    <Input.Wrapper {...frame} id={id}>
      <Group gap={4} wrap="nowrap">
        <NumberInput
          id={id}
          value={count ?? ''}
          min={1}
          max={MOST}
          allowDecimal={false}
          hideControls
          disabled={disabled}
          style={{ flex: 1 }}
          onChange={(next) => put(next === '' || Number(next) < 1 ? undefined : `${Math.min(Number(next), MOST)}${unit}`)}
        />
        <NativeSelect
          aria-label={`${frame.label}: ${tell(words.unit)}`}
          value={unit}
          disabled={disabled || count === undefined}
          data={units.map((each) => ({ value: each, label: tell(words[each]) }))}
          onChange={(event) => count !== undefined && put(`${count}${event.currentTarget.value}`)}
        />
      </Group>
    </Input.Wrapper>
  )
}
