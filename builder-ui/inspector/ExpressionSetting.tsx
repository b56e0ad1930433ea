// A condition or a formula of the draft, written over the records of a module.
import type { Module } from '../../runtime/definition/app.ts'
import { type SettingProps, TextSetting } from './settings.tsx'

interface ExpressionSettingProps extends SettingProps {
  readonly module: Module
  readonly value: string | undefined
  /** What it has to give; anything unless said. */
  readonly wants?: 'boolean' | 'number' | 'text' | 'date' | 'instant'
}

export function ExpressionSetting({ module: _, wants: __, value, ...setting }: ExpressionSettingProps) {
  return <TextSetting {...setting} value={value} lines={2} monospace />
}
