// A value of a record: chosen among its fields and those of the records it refers to, or computed by a formula.
import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import type { Storage } from '../../runtime/expression/storage.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import type { RuleScope, Wanted } from '../../runtime/ui/rules/ExpressionEditor.tsx'
import { memberAtPath, pathsOf } from '../../runtime/ui/rules/subjects.ts'
import { useWords } from '../../runtime/ui/words/words.tsx'
import { useTell } from '../words/text.tsx'
import { ExpressionSetting } from './ExpressionSetting.tsx'
import { type SettingProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

interface MemberSettingProps extends SettingProps {
  readonly module: Module
  /** A path of members, or any expression. */
  readonly value: string | undefined
  readonly wants?: Wanted
  readonly scope?: RuleScope
  /** Which members are offered. */
  readonly fits?: (storage: Storage) => boolean
  readonly clearable?: boolean
}

const FORMULA = '='

export function MemberSetting(props: MemberSettingProps) {
  const { path, label, help, module, value, wants, scope, fits, clearable = false, change } = props
  const say = useWords()
  const tell = useTell()
  const { app } = useApp()
  const set = useSet()
  const frame = useSettingFrame(props)
  const groups = useMemo(
    () =>
      pathsOf(app, module, value).map(({ group, items }) => ({
        group,
        items: items.filter((item) => {
          const storage = memberAtPath(app, module, item.value)?.member.storage
          return storage !== undefined && (fits === undefined || fits(storage))
        }),
      })),
    [app, module, value, fits],
  )
  const known = value === undefined || groups.some(({ items }) => items.some((item) => item.value === value))
  const [formula, setFormula] = useState(false)
  if (formula || !known) {
    return (
      <ExpressionSetting
        path={path}
        label={label}
        help={help}
        module={module}
        value={value}
        wants={wants}
        required={!clearable}
        {...(scope ? { scope } : {})}
      />
    )
  }
  return (
    <Select
      {...frame}
      data={[
        ...groups.filter(({ items }) => items.length > 0).map(({ group, items }) => ({ group, items: [...items] })),
        { value: FORMULA, label: tell(words.formula) },
      ]}
      value={value ?? null}
      searchable
      clearable={clearable}
      allowDeselect={clearable}
      placeholder={tell(words.notSet)}
      maxDropdownHeight={320}
      nothingFoundMessage={say('nothing_found')}
      clearButtonProps={{ 'aria-label': say('clear') }}
      onChange={(next) => (next === FORMULA ? setFormula(true) : set(path, next ?? undefined, change))}
    />
  )
}
