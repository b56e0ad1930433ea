// What people do with stages, from the canvas, the table, menus, keys and the palette alike; questions are asked in one place.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { type ReactNode, useMemo, useState } from 'react'
import type { PipelineDefinition, StageDefinition } from '../../runtime/definition/types.ts'
import { bothOf, type Text } from '../../runtime/label.ts'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { useSelection } from '../editor/selection.tsx'
import { useRemove } from '../uses/removal.tsx'
import { filled, tell } from '../words/text.tsx'
import { ConnectDialog, StageDialog } from './StageDialogs.tsx'
import { addTransition, moveStage, pasteStages, type StageType, stagePath, stepStage } from './stage-edits.ts'
import { words } from './words.ts'

export interface StageActions {
  readonly add: (at?: { readonly type?: StageType; readonly before?: string | undefined }) => void
  readonly split: (key: string) => void
  /** Asks where to connect a stage to. */
  readonly connect: (key: string) => void
  readonly connectTo: (from: string, to: string) => void
  readonly step: (key: string, by: -1 | 1) => void
  readonly place: (key: string, before: string | undefined) => void
  readonly copy: (keys: readonly string[]) => void
  readonly paste: () => void
  readonly duplicate: (keys: readonly string[]) => void
  readonly remove: (keys: readonly string[]) => void
}

type Asked =
  | { readonly kind: 'add'; readonly type: StageType; readonly before: string | undefined; readonly fixed: boolean }
  | { readonly kind: 'split' | 'connect'; readonly key: string }

/** Stages that were copied; they can be pasted into another pipeline. */
let copied: readonly StageDefinition[] = []

/** The actions on the stages of a pipeline, and the question that is open. */
export function useStageActions(pipelineKey: string): readonly [StageActions, ReactNode] {
  const { editor } = useDraft()
  const change = useChange()
  const remove = useRemove()
  const [, select] = useSelection()
  const [asked, setAsked] = useState<Asked>()
  const actions = useMemo((): StageActions => {
    const now = (): PipelineDefinition => editor.state().definition.pipelines!.find(({ key }) => key === pipelineKey)!
    const find = (key: string) => now().stages.find((stage) => stage.key === key)
    const nameOf = (key: string): Text => bothOf(find(key)?.label, key)
    const here = { key: pipelineKey }
    const paste = (stages: readonly StageDefinition[], label: Text) => {
      const { keys, edits } = pasteStages(editor.state().definition, now(), stages)
      if (keys.length > 0 && change({ label, edits })) select(stagePath(here, keys[0]!))
    }
    const place = (key: string, before: string | undefined) => {
      if (!change({ label: filled(words.stageMoved, { name: nameOf(key) }), edits: [moveStage(now(), key, before)] })) return
      const { stages } = now()
      announce(
        tell(words.nowAt, { name: tell(nameOf(key)), place: stages.findIndex((each) => each.key === key) + 1, count: stages.length }),
      )
    }
    const removeAll = (keys: readonly string[]) => {
      const [first, ...rest] = keys
      if (first === undefined || !find(first)) return
      remove(stagePath(here, first), nameOf(first), () => {
        select(undefined)
        removeAll(rest)
      })
    }
    return {
      add: ({ type = 'open', before } = {}) => setAsked({ kind: 'add', type, before, fixed: before !== undefined }),
      split: (key) => setAsked({ kind: 'split', key }),
      connect: (key) => setAsked({ kind: 'connect', key }),
      connectTo(from, to) {
        const { path, edits } = addTransition(now(), { from, to })
        const label = filled(words.connected, { from: nameOf(from), to: nameOf(to) })
        if (!change({ label, edits })) return
        announce(tell(label))
        select(path)
      },
      step(key, by) {
        const edit = stepStage(now(), key, by)
        if (edit?.kind === 'move') place(key, edit.before)
        else announce(tell(words.atEdge, { name: tell(nameOf(key)) }))
      },
      place,
      copy(keys) {
        copied = keys.flatMap((key) => find(key) ?? [])
        announce(tell(words.copied, { count: copied.length }))
      },
      paste: () => paste(copied, filled(words.pasted, { count: copied.length })),
      duplicate(keys) {
        const stages = keys.flatMap((key) => find(key) ?? [])
        if (stages[0]) paste(stages, filled(words.duplicated, { name: nameOf(stages[0].key) }))
      },
      remove: removeAll,
    }
  }, [editor, change, remove, select, pipelineKey])
  const close = () => setAsked(undefined)
  const question =
    asked === undefined ? null : asked.kind === 'connect' ? (
      <ConnectDialog pipelineKey={pipelineKey} from={asked.key} onConnect={actions.connectTo} onClose={close} />
    ) : 'key' in asked ? (
      <StageDialog pipelineKey={pipelineKey} split={asked.key} onClose={close} />
    ) : (
      <StageDialog pipelineKey={pipelineKey} type={asked.type} before={asked.before} fixed={asked.fixed} onClose={close} />
    )
  return [actions, question]
}
