// The pipeline as a whole: its name and module, where records begin, its groups and transitions, why records are lost, and what the linter thinks.

import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition, useDraft } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { useJudgement } from '../editor/problems.tsx'
import { useOpenPlace, useSelection } from '../editor/selection.tsx'
import { ProblemText } from '../frame/ProblemText.tsx'
import { Inspector, InspectorSection } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting, SwitchSetting } from '../inspector/settings.tsx'
import { words as common } from '../inspector/words.ts'
import { AddByName } from '../lists/AddByName.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { useRemove } from '../uses/removal.tsx'
import { UsedIn } from '../uses/UsedIn.tsx'
import { filled, useTell } from '../words/text.tsx'
import { ChoicesSetting } from './ChoicesSetting.tsx'
import { duplicatePipeline } from './duplicate.ts'
import { LossReasons } from './LossReasons.tsx'
import { OpenableList } from './OpenableList.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'
import { addTransition, pipelinePath, transitionName, transitionPath } from './stage-edits.ts'

export function PipelineInspector({ pipeline, onClose }: { readonly pipeline: PipelineDefinition; readonly onClose: () => void }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const definition = useDefinition()
  const { live } = useDraft()
  const open = useOpenPlace()
  const path = pipelinePath(pipeline)
  const name = textOf(pipeline.label, locale, pipeline.key)
  const published = (live.pipelines ?? []).some(({ key }) => key === pipeline.key)
  const others = (definition.pipelines ?? []).map(({ key }) => key).filter((key) => key !== pipeline.key)
  const duplicate = () => {
    const copy = duplicatePipeline(definition, pipeline)
    const label = filled(common.duplicate, { what: bothOf(pipeline.label, pipeline.key) })
    if (change({ label, edits: [{ kind: 'add', path: '/pipelines', item: copy }] })) open(pipelinePath(copy))
  }
  return (
    <Inspector
      title={name}
      kind={tell(words.pipeline)}
      onClose={onClose}
      actions={<ItemTools path={path} name={bothOf(pipeline.label, pipeline.key)} onDuplicate={duplicate} onRemoved={onClose} />}
    >
      <Findings path={path} />
      <LabelSetting path={`${path}/label`} label={words.name} value={pipeline.label} fallback={pipeline.key} />
      <SelectSetting
        path={`${path}/module`}
        label={words.module}
        help={published ? words.moduleFixed : undefined}
        disabled={published}
        value={pipeline.module}
        data={definition.modules.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
      />
      <SwitchSetting path={`${path}/strict`} label={words.strict} help={words.strictHelp} value={pipeline.strict} />
      <ChoicesSetting
        path={`${path}/start`}
        label={words.starts}
        value={pipeline.start}
        placeholder={tell(words.firstOpen)}
        data={pipeline.stages
          .filter(({ type }) => type === 'open')
          .map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
      />
      <LossReasons pipeline={pipeline} />
      <Groups pipeline={pipeline} />
      <Transitions pipeline={pipeline} />
      <KeySetting path={path} value={pipeline.key} taken={others} onRenamed={open} />
      <UsedIn path={path} />
    </Inspector>
  )
}

/** What the linter finds here, each with its remedy. */
function Findings({ path }: { readonly path: string }) {
  const tell = useTell()
  const { findings } = useJudgement().judgement
  const here = findings.filter((each) => each.path === path || each.path.startsWith(`${path}/`))
  if (here.length === 0) return null
  return (
    <section className={classes.findings} aria-label={tell(words.findings)}>
      <h3>{tell(words.findings)}</h3>
      <ul>
        {here.map((each) => (
          <li key={`${each.path} ${each.code} ${each.message}`}>
            <ProblemText path={each.path} message={each.message} fix={each.fix} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Groups({ pipeline }: { readonly pipeline: PipelineDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const remove = useRemove()
  const [, select] = useSelection()
  const groups = pipeline.groups ?? []
  const path = `${pipelinePath(pipeline)}/groups`
  const keys = groups.map(({ key }) => key)
  const add = async (name: string) => {
    const key = await keyFor(name, keys, 'group')
    change({ label: filled(words.groupAdded, { name }), edits: [{ kind: 'add', path, item: { key, label: name } }] })
  }
  return (
    <InspectorSection title={tell(words.groups)} action={<AddByName label={tell(words.addGroup)} icon={Plus} onAdd={add} />}>
      {groups.length === 0 && <p className={classes.help}>{tell(words.noGroups)}</p>}
      <OpenableList
        path={path}
        items={groups}
        label={tell(words.groups)}
        keyOf={({ key }) => key}
        nameOf={({ key, label }) => textOf(label, locale, key)}
        onMove={(key, before) => {
          const group = groups.find((each) => each.key === key)
          const label = filled(words.groupMoved, { name: bothOf(group?.label, key) })
          change({ label, edits: [{ kind: 'move', path: `${path}/${key}`, before }] })
        }}
        onRemove={({ key, label }) => remove(`${path}/${key}`, bothOf(label, key))}
        body={({ key, label }, at) => (
          <>
            <LabelSetting path={`${at}/label`} label={words.name} value={label} fallback={key} />
            <KeySetting path={at} value={key} taken={keys.filter((each) => each !== key)} onRenamed={select} />
          </>
        )}
      />
    </InspectorSection>
  )
}

function Transitions({ pipeline }: { readonly pipeline: PipelineDefinition }) {
  const tell = useTell()
  const change = useChange()
  const [, select] = useSelection()
  const transitions = pipeline.transitions ?? []
  const add = () => {
    const { path, edits } = addTransition(pipeline, { from: '*', to: '*' })
    if (change({ label: words.transitionAdded, edits })) select(path)
  }
  return (
    <InspectorSection
      title={tell(words.everywhere)}
      action={
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={add}>
          {tell(words.addTransition)}
        </Button>
      }
    >
      <p className={classes.help}>{tell(words.transitionOrder)}</p>
      <SortableList
        items={transitions}
        keyOf={({ key }) => key}
        nameOf={(transition) => tell(transitionName(pipeline, transition))}
        label={tell(words.everywhere)}
        onMove={(key, before) => {
          const moved = transitions.find((each) => each.key === key)!
          const label = filled(words.transitionMoved, { name: transitionName(pipeline, moved) })
          change({ label, edits: [{ kind: 'move', path: transitionPath(pipeline, key), before }] })
        }}
        row={(transition) => (
          <button type="button" data-row className={classes.rowLink} onClick={() => select(transitionPath(pipeline, transition.key))}>
            {tell(transitionName(pipeline, transition))}
          </button>
        )}
      />
    </InspectorSection>
  )
}
