// A colour of a choice: a few that are told apart well, or none.
import { Input, Tooltip, UnstyledButton } from '@mantine/core'
import { Check, Slash } from 'lucide-react'
import { useTell } from '../words/text.tsx'
import classes from './Inspector.module.css'
import { type SettingProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

/** Told apart also by people who see few colours; each with its name. */
const COLORS: readonly (readonly [string, { readonly en: string; readonly 'zh-CN': string }])[] = [
  ['#868e96', { en: 'Grey', 'zh-CN': '灰' }],
  ['#c92a2a', { en: 'Red', 'zh-CN': '红' }],
  ['#d9480f', { en: 'Orange', 'zh-CN': '橙' }],
  ['#e0a030', { en: 'Amber', 'zh-CN': '琥珀' }],
  ['#2b8a3e', { en: 'Green', 'zh-CN': '绿' }],
  ['#1a847a', { en: 'Teal', 'zh-CN': '青' }],
  ['#1971c2', { en: 'Blue', 'zh-CN': '蓝' }],
  ['#6741d9', { en: 'Violet', 'zh-CN': '紫' }],
  ['#a61e4d', { en: 'Pink', 'zh-CN': '粉' }],
]

export function ColorSetting(props: SettingProps & { readonly value: string | undefined }) {
  const { path, value, change } = props
  const tell = useTell()
  const set = useSet()
  const frame = useSettingFrame(props)
  const known = value === undefined || COLORS.some(([color]) => color === value)
  const all = known ? COLORS : [...COLORS, [value, { en: value, 'zh-CN': value }] as const]
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <div className={classes.colors} role="radiogroup" aria-label={frame.label}>
        <Swatch name={tell(words.noColor)} chosen={value === undefined} onChoose={() => set(path, undefined, change)} />
        {all.map(([color, name]) => (
          <Swatch key={color} color={color} name={tell(name)} chosen={value === color} onChoose={() => set(path, color, change)} />
        ))}
      </div>
    </Input.Wrapper>
  )
}

interface SwatchProps {
  readonly color?: string
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Swatch({ color, name, chosen, onChoose }: SwatchProps) {
  return (
    <Tooltip label={name}>
      <UnstyledButton
        role="radio"
        aria-checked={chosen}
        aria-label={name}
        className={classes.swatch}
        data-chosen={chosen || undefined}
        style={color === undefined ? undefined : { background: color, color: '#fff' }}
        onClick={onChoose}
      >
        {color === undefined ? <Slash size={12} aria-hidden /> : chosen && <Check size={14} aria-hidden />}
      </UnstyledButton>
    </Tooltip>
  )
}
