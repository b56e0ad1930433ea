// What the present stage is about: the customer's mind, the one action that moves it on, and what must hold to leave it.
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import type { RecordData } from '../data/shapes.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Record.module.css'

export function StageGuide({ module, record }: { readonly module: Module; readonly record: RecordData }) {
  const say = useWords()
  const locale = useLocale()
  const stage = module.pipeline?.stage.get(String(record._stage))
  if (!stage) return null
  const lines = [
    ['stage.psychology', stage.psychology],
    ['stage.key_action', stage.keyAction],
    ['stage.criterion', stage.criterion],
  ] as const
  const given = lines.filter(([, text]) => text !== undefined)
  if (given.length === 0) return null
  return (
    <dl className={classes.guide}>
      {given.map(([word, text]) => (
        <div key={word}>
          <dt>{say(word)}</dt>
          <dd>{textOf(text, locale)}</dd>
        </div>
      ))}
    </dl>
  )
}
