// What holds never, always or under a condition: whether a field is required, or can only be read.
import { useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import { useTell } from '../words/text.tsx'
import { ExpressionSetting } from './ExpressionSetting.tsx'
import classes from './Inspector.module.css'
import { SelectSetting, type SettingProps } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

interface ConditionalSettingProps extends SettingProps {
  readonly module: Module
  readonly value: boolean | string | undefined
}

export function ConditionalSetting(props: ConditionalSettingProps) {
  const { path, module, value, change, label } = props
  const tell = useTell()
  const set = useSet()
  // Chosen, but no condition is written yet.
  const [wanted, setWanted] = useState(false)
  const kind = typeof value === 'string' || wanted ? 'when' : value === true ? 'always' : 'never'
  return (
    <div className={classes.pair}>
      <SelectSetting
        {...props}
        value={kind}
        data={(['never', 'always', 'when'] as const).map((each) => ({ value: each, label: tell(words[each]) }))}
        onChoose={(next) => {
          setWanted(next === 'when')
          if (next === 'when' && value !== true) return
          set(path, next === 'always' ? true : undefined, change)
        }}
      />
      {kind === 'when' && (
        <ExpressionSetting
          path={path}
          label={typeof label === 'string' ? label : tell(label)}
          module={module}
          value={typeof value === 'string' ? value : undefined}
          bare
        />
      )}
    </div>
  )
}
