// Whether new records may begin in a stage. Where no stage is chosen they begin in the first open one.
import { Checkbox } from '@mantine/core'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { useSettingFrame } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { words } from './setting-words.ts'
import { pipelinePath } from './stage-edits.ts'

export function StartSetting({ pipeline, stage }: { readonly pipeline: PipelineDefinition; readonly stage: string }) {
  const set = useSet()
  const path = `${pipelinePath(pipeline)}/start`
  const frame = useSettingFrame({ path: `${path}/${stage}`, label: words.start, help: words.startHelp })
  const start = pipeline.start ?? []
  const toggle = (on: boolean) => {
    const next = on ? [...start, stage] : start.filter((key) => key !== stage)
    set(path, next.length === 0 ? undefined : next, words.startSet)
  }
  return <Checkbox {...frame} checked={start.includes(stage)} onChange={(event) => toggle(event.currentTarget.checked)} />
}
