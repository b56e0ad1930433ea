// Settings that stand together in a part of their own, such as who may make a move: the part is written with its first setting and goes with its last.
import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSet } from '../inspector/use-set.tsx'
import { useTell, type Words } from '../words/text.tsx'

interface PartSettingProps {
  /** The place of the thing the part belongs to. */
  readonly path: string
  readonly part: string
  readonly value: object | undefined
  readonly children: (set: (member: string, value: unknown) => void) => ReactNode
}

export function PartSetting({ path, part, value, children }: PartSettingProps) {
  const set = useSet()
  return children((member, next) => {
    const kept = Object.entries({ ...value, [member]: next }).filter(([, each]) => each !== undefined)
    set(`${path}/${part}`, kept.length === 0 ? undefined : Object.fromEntries(kept))
  })
}

interface FlagSettingProps {
  readonly label: Words
  readonly help?: Words
  readonly checked: boolean
  readonly onChange: (on: boolean) => void
}

export function FlagSetting({ label, help, checked, onChange }: FlagSettingProps) {
  const tell = useTell()
  return (
    <Checkbox
      label={tell(label)}
      description={help && tell(help)}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
