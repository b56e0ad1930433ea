// The questions about a stage: what a new one is called, what the second half of a split one is called, where it is connected to.
import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { guardComposition } from '../../runtime/fields/composition.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { useSelection } from '../editor/selection.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Pipelines.module.css'
import { addStage, placeFor, type StageType, splitStage, stagePath, takenStages } from './stage-edits.ts'
import { words } from './words.ts'

function usePipeline(key: string): PipelineDefinition | undefined {
  return useDefinition().pipelines?.find((each) => each.key === key)
}

interface StageDialogProps {
  readonly pipelineKey: string
  readonly type?: StageType
  /** The stage it comes before; else it stands where its type belongs. */
  readonly before?: string | undefined
  /** The place is chosen, so it is an open one. */
  readonly fixed?: boolean
  /** The stage that is split instead. */
  readonly split?: string
  readonly onClose: () => void
}

export function StageDialog({ pipelineKey, type: wanted = 'open', before, fixed = false, split, onClose }: StageDialogProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const definition = useDefinition()
  const pipeline = usePipeline(pipelineKey)
  const [, select] = useSelection()
  const [name, setName] = useState('')
  const [type, setType] = useState<StageType>(wanted)
  const halved = pipeline?.stages.find(({ key }) => key === split)
  if (!pipeline) return null
  const create = async (event: FormEvent) => {
    event.preventDefault()
    const given = name.trim()
    if (given === '') return
    const key = await keyFor(given, takenStages(definition, pipeline), 'stage')
    const done = halved
      ? change({
          label: filled(words.splitDone, { name: bothOf(halved.label, halved.key) }),
          edits: splitStage(pipeline, halved, { key, name: given }),
        })
      : change({
          label: filled(words.stageAdded, { name: given }),
          edits: addStage(pipeline, { key, name: given, type, before: before ?? placeFor(pipeline, type) }),
        })
    if (!done) return
    onClose()
    select(stagePath(pipeline, key))
  }
  const title = halved ? tell(words.splitTitle, { name: textOf(halved.label, locale, halved.key) }) : tell(words.addStage)
  return (
    <Dialog onClose={onClose} title={title} size={400}>
      <form className={classes.form} onSubmit={create}>
        <TextInput
          label={tell(halved ? words.secondName : words.stageName)}
          description={halved && tell(words.splitHelp)}
          value={name}
          maxLength={200}
          data-autofocus
          autoComplete="off"
          onKeyDownCapture={guardComposition}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!halved && !fixed && (
          <SegmentedControl
            aria-label={tell(words.type)}
            fullWidth
            data={(['open', 'won', 'lost'] as const).map((each) => ({ value: each, label: tell(words[each]) }))}
            value={type}
            onChange={(next) => setType(next as StageType)}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={name.trim() === ''}>
            {tell(words.create)}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}

interface ConnectDialogProps {
  readonly pipelineKey: string
  readonly from: string
  readonly onConnect: (from: string, to: string) => void
  readonly onClose: () => void
}

export function ConnectDialog({ pipelineKey, from, onConnect, onClose }: ConnectDialogProps) {
  const tell = useTell()
  const locale = useLocale()
  const pipeline = usePipeline(pipelineKey)
  const [to, setTo] = useState<string | null>(null)
  const nameOf = (key: string) => textOf(pipeline?.stages.find((each) => each.key === key)?.label, locale, key)
  return (
    <Dialog onClose={onClose} title={tell(words.connectTitle, { name: nameOf(from) })} size={400}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (to === null) return
          onClose()
          onConnect(from, to)
        }}
      >
        <Select
          label={tell(words.target)}
          data={(pipeline?.stages ?? []).filter(({ key }) => key !== from).map(({ key }) => ({ value: key, label: nameOf(key) }))}
          value={to}
          searchable
          data-autofocus
          onChange={setTo}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={to === null}>
            {tell(words.connectDo)}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
