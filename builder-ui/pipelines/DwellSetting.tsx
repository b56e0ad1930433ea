// How long a record should stay: a number and its unit, written as `10d`.
import { Group, NumberInput, SegmentedControl } from '@mantine/core'
import { useSettingFrame } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { useTell } from '../words/text.tsx'
import { words } from './setting-words.ts'

const UNITS = ['h', 'd', 'w'] as const
type Unit = (typeof UNITS)[number]
const MOST = 9999

interface DwellSettingProps {
  /** The place of the stage. */
  readonly path: string
  readonly value: string | undefined
}

export function dwellParts(value: string | undefined): { readonly count: number | undefined; readonly unit: Unit } {
  const unit = UNITS.find((each) => value?.endsWith(each)) ?? 'd'
  return { count: value === undefined ? undefined : Number(value.slice(0, -1)), unit }
}

export function DwellSetting({ path, value }: DwellSettingProps) {
  const tell = useTell()
  const set = useSet()
  const at = `${path}/dwell`
  const frame = useSettingFrame({ path: at, label: words.dwell }, true)
  const { count, unit } = dwellParts(value)
  const put = (number: number | undefined, of: Unit) =>
    set(at, number === undefined || number < 1 ? undefined : { limit: `${Math.min(Math.round(number), MOST)}${of}` })
  return (
    <Group gap={8} align="flex-end" wrap="nowrap">
      <NumberInput
        {...frame}
        style={{ flex: 1 }}
        value={count ?? ''}
        min={1}
        max={MOST}
        allowDecimal={false}
        hideControls
        onChange={(next) => put(next === '' ? undefined : Number(next), unit)}
      />
      <SegmentedControl
        aria-label={tell(words.unit)}
        data={UNITS.map((each) => ({ value: each, label: tell(words[each]) }))}
        value={unit}
        disabled={count === undefined}
        onChange={(next) => put(count, next as Unit)}
      />
    </Group>
  )
}
