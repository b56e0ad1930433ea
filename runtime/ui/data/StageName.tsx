// A stage by name, with a mark in its colour.
import type { Pipeline } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale } from '../words/words.tsx'
import classes from './StageName.module.css'

export function StageName({ pipeline, stage: key }: { readonly pipeline: Pipeline; readonly stage: string }) {
  const locale = useLocale()
  const stage = pipeline.stage.get(key)
  const name = textOf(stage?.label, locale, key)
  return (
    <span className={classes.stage} title={name}>
      <span className={classes.mark} style={stage ? stageFill(pipeline, stage) : undefined} aria-hidden />
      <span className={classes.name}>{name}</span>
    </span>
  )
}
