// The settings of a validation rule, and of a rule that finds duplicates.

import type { DuplicateDefinition, ModuleDefinition, RuleDefinition } from '../../../runtime/definition/types.ts'
import { bothOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { ExpressionSetting } from '../../inspector/ExpressionSetting.tsx'
import { Inspector } from '../../inspector/Inspector.tsx'
import { ItemTools } from '../../inspector/ItemTools.tsx'
import { KeySetting } from '../../inspector/KeySetting.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { SeveralSetting } from '../../inspector/SeveralSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { useTell } from '../../words/text.tsx'
import { choicesOf, isOwn, useMembers } from '../members.ts'
import { words } from '../words.ts'

interface RuleInspectorProps {
  readonly module: ModuleDefinition
  readonly rule: RuleDefinition
  readonly name: string
}

export function RuleInspector({ module, rule, name }: RuleInspectorProps) {
  const tell = useTell()
  const { app } = useApp()
  const [, select] = useSelection()
  const path = `/modules/${module.key}/rules/${rule.key}`
  const linked = app.modules.get(module.key)
  const fields = choicesOf(useMembers(module).filter(isOwn))
  const taken = (module.rules ?? []).map(({ key }) => key).filter((key) => key !== rule.key)
  return (
    <Inspector
      title={name}
      kind={tell(words.ruleKind)}
      onClose={() => select(undefined)}
      actions={<ItemTools path={path} name={bothOf(rule.message, rule.key)} onRemoved={() => select(undefined)} />}
    >
      {linked && <ExpressionSetting path={`${path}/check`} label={words.check} module={linked} value={rule.check} required />}
      <LabelSetting path={`${path}/message`} label={words.message} value={rule.message} lines={2} required />
      <SeveralSetting path={`${path}/fields`} label={words.messageFields} value={rule.fields} data={fields} most={20} />
      <KeySetting path={path} value={rule.key} taken={taken} onRenamed={select} />
    </Inspector>
  )
}

interface DuplicateInspectorProps {
  readonly module: ModuleDefinition
  readonly duplicate: DuplicateDefinition
  readonly name: string
}

export function DuplicateInspector({ module, duplicate, name }: DuplicateInspectorProps) {
  const tell = useTell()
  const [, select] = useSelection()
  const path = `/modules/${module.key}/duplicates/${duplicate.key}`
  const fields = choicesOf(useMembers(module).filter((member) => isOwn(member) && member.storage.kind !== 'none'))
  const taken = (module.duplicates ?? []).map(({ key }) => key).filter((key) => key !== duplicate.key)
  return (
    <Inspector
      title={name}
      kind={tell(words.duplicateKind)}
      onClose={() => select(undefined)}
      actions={<ItemTools path={path} name={bothOf(name)} onRemoved={() => select(undefined)} />}
    >
      <SeveralSetting path={`${path}/fields`} label={words.compared} value={duplicate.fields} data={fields} most={5} required />
      <SelectSetting
        path={`${path}/action`}
        label={words.action}
        value={duplicate.action}
        data={(['warn', 'block'] as const).map((each) => ({ value: each, label: tell(words[each]) }))}
      />
      <KeySetting path={path} value={duplicate.key} taken={taken} onRenamed={select} />
    </Inspector>
  )
}
