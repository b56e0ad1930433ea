// Where the reasons for losing come from: the dictionary that the transitions to lost ask, or a way to begin asking.
import { Button } from '@mantine/core'
import { BookA, Plus } from 'lucide-react'
import type { Edit } from '../../runtime/definition/edit.ts'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { useOpenPlace } from '../editor/selection.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'
import { lossReasons } from './skeleton.ts'
import { addTransition, transitionPath } from './stage-edits.ts'

export function LossReasons({ pipeline }: { readonly pipeline: PipelineDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const open = useOpenPlace()
  const { dictionaries = [] } = useDefinition()
  const lost = pipeline.stages.filter(({ type }) => type === 'lost').map(({ key }) => key)
  if (lost.length === 0) return null
  const losing = (pipeline.transitions ?? []).filter(
    ({ to, kind }) => kind === 'lose' || (to !== '*' && [to].flat().some((key) => lost.includes(key))),
  )
  const asked = new Set(losing.flatMap(({ ask = [] }) => ask.flatMap((each) => ('reason' in each ? [each.reason] : []))))
  const create = () => {
    const key = freeKey(
      'loss_reason',
      dictionaries.map((each) => each.key),
    )
    const ask = { reason: key, level: 2 }
    const general = losing.find(({ from }) => from === '*')
    const edits: Edit[] = [
      { kind: 'add', path: '/dictionaries', item: lossReasons(key) },
      ...(general
        ? [{ kind: 'set' as const, path: `${transitionPath(pipeline, general.key)}/ask`, value: [ask, ...(general.ask ?? [])] }]
        : addTransition(pipeline, {
            from: '*',
            to: lost.length === 1 ? lost[0]! : lost,
            item: { label: words.loseName, ask: [ask, { note: 'optional' }] },
          }).edits),
    ]
    change({ label: words.lossCreated, edits })
  }
  return (
    <InspectorSection title={tell(words.loss)}>
      {asked.size === 0 && <p className={classes.help}>{tell(words.lossNone)}</p>}
      <div className={classes.buttons}>
        {asked.size === 0 && (
          <Button variant="default" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={create}>
            {tell(words.lossCreate)}
          </Button>
        )}
        {[...asked].map((key) => (
          <Button
            key={key}
            variant="default"
            leftSection={<BookA size={14} strokeWidth={1.75} />}
            onClick={() => open(`/dictionaries/${key}`)}
          >
            {tell(words.openDictionary, { what: textOf(dictionaries.find((each) => each.key === key)?.label, locale, key) })}
          </Button>
        ))}
      </div>
    </InspectorSection>
  )
}
