// The settings of a tab of the form, and of a section of it.
import { ActionIcon, Tooltip } from '@mantine/core'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { LayoutSectionDefinition, LayoutTabDefinition, ModuleDefinition } from '../../../runtime/definition/types.ts'
import { textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { ExpressionSetting } from '../../inspector/ExpressionSetting.tsx'
import { Inspector } from '../../inspector/Inspector.tsx'
import { KeySetting } from '../../inspector/KeySetting.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { useSet } from '../../inspector/use-set.tsx'
import { useTell } from '../../words/text.tsx'
import { words } from '../words.ts'
import { useDesigner } from './designer.ts'

interface TabInspectorProps {
  readonly module: ModuleDefinition
  readonly tab: LayoutTabDefinition
}

export function TabInspector({ module, tab }: TabInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const designer = useDesigner()
  const [, select] = useSelection()
  const linked = app.modules.get(module.key)
  const path = `/modules/${module.key}/layout/${tab.key}`
  const name = textOf(tab.label, locale, tab.key)
  const taken = (module.layout ?? []).map(({ key }) => key).filter((key) => key !== tab.key)
  return (
    <Inspector title={name} kind={tell(words.tab)} onClose={designer.clear} actions={<LayoutActions tab={tab.key} name={name} />}>
      <LabelSetting path={`${path}/label`} label={words.name} value={tab.label} fallback={tab.key} />
      {linked && (
        <ExpressionSetting
          path={`${path}/visible`}
          label={words.visible}
          module={linked}
          value={tab.visible}
          add={tell(words.visibleAdd)}
        />
      )}
      <KeySetting path={path} value={tab.key} taken={taken} onRenamed={select} />
    </Inspector>
  )
}

interface SectionInspectorProps extends TabInspectorProps {
  readonly section: LayoutSectionDefinition
}

export function SectionInspector({ module, tab, section }: SectionInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const set = useSet()
  const { app } = useApp()
  const designer = useDesigner()
  const [, select] = useSelection()
  const linked = app.modules.get(module.key)
  const path = `/modules/${module.key}/layout/${tab.key}/sections/${section.key}`
  const name = textOf(section.label, locale, section.key)
  const taken = tab.sections.map(({ key }) => key).filter((key) => key !== section.key)
  return (
    <Inspector
      title={name}
      kind={tell(words.section)}
      onClose={designer.clear}
      actions={<LayoutActions tab={tab.key} section={section.key} name={name} />}
    >
      <LabelSetting path={`${path}/label`} label={words.name} value={section.label} fallback={section.key} />
      <SelectSetting
        path={`${path}/columns`}
        label={words.columns}
        value={String(section.columns ?? 2)}
        data={[1, 2, 3, 4].map((count) => ({ value: String(count), label: tell(words.columnsCount, { count }) }))}
        onChoose={(next) => set(`${path}/columns`, next === '2' ? undefined : Number(next))}
      />
      {linked && (
        <ExpressionSetting
          path={`${path}/visible`}
          label={words.visible}
          module={linked}
          value={section.visible}
          add={tell(words.visibleAdd)}
        />
      )}
      <KeySetting path={path} value={section.key} taken={taken} onRenamed={select} />
    </Inspector>
  )
}

interface LayoutActionsProps {
  readonly tab: string
  readonly section?: string
  readonly name: string
}

function LayoutActions({ tab, section, name }: LayoutActionsProps) {
  const tell = useTell()
  const designer = useDesigner()
  const remove = tell(section === undefined ? words.removeTab : words.removeSection, { name })
  const tools = [
    { icon: ArrowUp, label: tell(words.earlier), run: () => designer.stepLayout(-1, tab, section) },
    { icon: ArrowDown, label: tell(words.later), run: () => designer.stepLayout(1, tab, section) },
    { icon: Trash2, label: remove, run: () => designer.removeLayout(tab, section) },
  ]
  return tools.map(({ icon: Icon, label, run }) => (
    <Tooltip key={label} label={label}>
      <ActionIcon aria-label={label} onClick={run}>
        <Icon size={16} strokeWidth={1.75} />
      </ActionIcon>
    </Tooltip>
  ))
}
