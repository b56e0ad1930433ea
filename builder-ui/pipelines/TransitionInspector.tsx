// One transition: the stages it leads between, who makes it, what must hold, what it asks, who approves it and what happens with it.

import type { PipelineDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { useSelection } from '../editor/selection.tsx'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { Inspector, InspectorSection } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { useDuplicate } from '../inspector/use-duplicate.ts'
import { useTell } from '../words/text.tsx'
import { Asks } from './Asks.tsx'
import { ChoicesSetting } from './ChoicesSetting.tsx'
import { Criteria } from './Criteria.tsx'
import { Effects } from './Effects.tsx'
import { EndsSetting } from './EndsSetting.tsx'
import { FlagSetting, PartSetting } from './PartSetting.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'
import { transitionName, transitionPath } from './stage-edits.ts'

const KINDS = ['advance', 'skip', 'regress', 'lose', 'win', 'revive', 'move'] as const

interface TransitionInspectorProps {
  readonly pipeline: PipelineDefinition
  readonly transition: TransitionDefinition
  readonly onClose: () => void
}

export function TransitionInspector({ pipeline, transition, onClose }: TransitionInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [, select] = useSelection()
  const duplicate = useDuplicate(select)
  const { roles = [] } = useDefinition()
  const path = transitionPath(pipeline, transition.key)
  const all = pipeline.transitions ?? []
  const name = transitionName(pipeline, transition)
  const module = app.modules.get(pipeline.module)
  const roleChoices = roles.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
  return (
    <Inspector
      title={tell(name)}
      kind={tell(words.transition)}
      onClose={onClose}
      actions={<ItemTools path={path} name={name} onDuplicate={() => duplicate(path, transition, name)} onRemoved={onClose} />}
    >
      <LabelSetting
        path={`${path}/label`}
        label={words.name}
        value={transition.label}
        fallback={tell(transitionName(pipeline, { from: transition.from, to: transition.to, label: undefined }))}
      />
      <EndsSetting pipeline={pipeline} transition={transition} end="from" />
      <EndsSetting pipeline={pipeline} transition={transition} end="to" />
      <SelectSetting
        path={`${path}/kind`}
        label={words.kind}
        value={transition.kind}
        clearable
        placeholder={tell(words.everyKind)}
        data={KINDS.map((kind) => ({ value: kind, label: tell(words[kind]) }))}
      />
      <LabelSetting path={`${path}/description`} label={words.description} value={transition.description} lines={1} />
      <InspectorSection title={tell(words.who)}>
        <p className={classes.help}>{tell(words.whoHelp)}</p>
        <PartSetting path={path} part="who" value={transition.who}>
          {(set) => (
            <>
              <ChoicesSetting
                path={`${path}/who/roles`}
                label={words.roles}
                value={transition.who?.roles}
                data={roleChoices}
                onChoose={(next) => set('roles', next.length > 0 ? next : undefined)}
              />
              <FlagSetting label={words.owner} checked={transition.who?.owner === true} onChange={(on) => set('owner', on || undefined)} />
              {module && (
                <ExpressionSetting
                  path={`${path}/who/when`}
                  label={words.whoWhen}
                  module={module}
                  value={transition.who?.when}
                  onSet={(text) => set('when', text)}
                />
              )}
            </>
          )}
        </PartSetting>
      </InspectorSection>
      {module && <Criteria path={`${path}/when`} title={words.when} help={words.whenHelp} module={module} criteria={transition.when} />}
      {module && <Asks path={path} name={name} module={module} asks={transition.ask} />}
      <InspectorSection title={tell(words.approval)}>
        <p className={classes.help}>{tell(words.approvalHelp)}</p>
        <PartSetting path={path} part="approval" value={transition.approval}>
          {(set) => (
            <>
              <ChoicesSetting
                path={`${path}/approval/roles`}
                label={words.roles}
                value={transition.approval?.roles}
                data={roleChoices}
                onChoose={(next) => set('roles', next.length > 0 ? next : undefined)}
              />
              <FlagSetting
                label={words.manager}
                checked={transition.approval?.manager === true}
                onChange={(on) => set('manager', on || undefined)}
              />
            </>
          )}
        </PartSetting>
      </InspectorSection>
      {module && <Effects path={path} name={name} module={module} effects={transition.after} />}
      <KeySetting
        path={path}
        value={transition.key}
        taken={all.map(({ key }) => key).filter((key) => key !== transition.key)}
        onRenamed={select}
      />
    </Inspector>
  )
}
