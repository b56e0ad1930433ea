// One conversion: whose records, under which condition, to which stage, and the records it makes, one set at the right.

import { Button, Menu, UnstyledButton } from '@mantine/core'
import { Plus } from 'lucide-react'
import type { ConversionDefinition, ConversionTargetDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { useProblemsAt } from '../editor/problems.tsx'
import { useOpenPlace, useSelection } from '../editor/selection.tsx'
import { Page } from '../frame/Page.tsx'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { useDuplicate } from '../inspector/use-duplicate.ts'
import { SortableList } from '../lists/SortableList.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Conversions.module.css'
import { TargetInspector } from './TargetInspector.tsx'
import { words } from './words.ts'

export function ConversionEditor({ conversion }: { readonly conversion: ConversionDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const open = useOpenPlace()
  const duplicate = useDuplicate(open)
  const [at, select] = useSelection()
  const { conversions = [], modules, pipelines = [] } = useDefinition()
  const path = `/conversions/${conversion.key}`
  const name = textOf(conversion.label, locale, conversion.key)
  const module = app.modules.get(conversion.module)
  const keys = conversions.map(({ key }) => key)
  const stages = pipelines
    .filter((each) => each.module === conversion.module)
    .flatMap((each) => each.stages.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) })))
  const chosen = conversion.targets.find(({ key }) => at === `${path}/targets/${key}` || at?.startsWith(`${path}/targets/${key}/`))
  const nameOf = (target: ConversionTargetDefinition) =>
    bothOf(target.label ?? modules.find(({ key }) => key === target.module)?.label, target.key)
  const add = (target: string) => {
    const key = freeKey(
      target,
      conversion.targets.map((each) => each.key),
    )
    const label = filled(words.targetAdded, { name: bothOf(modules.find((each) => each.key === target)?.label, target) })
    if (change({ label, edits: [{ kind: 'add', path: `${path}/targets`, item: { key, module: target, values: {} } }] }))
      select(`${path}/targets/${key}`)
  }
  return (
    <>
      <Page
        title={name}
        width={760}
        actions={<ItemTools path={path} name={bothOf(conversion.label, conversion.key)} onDuplicate={() => duplicate(path, conversion)} />}
      >
        <div className={classes.head}>
          <LabelSetting path={`${path}/label`} label={words.name} value={conversion.label} fallback={conversion.key} />
          <KeySetting path={path} value={conversion.key} taken={keys.filter((key) => key !== conversion.key)} onRenamed={open} />
          <SelectSetting
            path={`${path}/module`}
            label={words.module}
            help={words.moduleHelp}
            value={conversion.module}
            data={modules.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
          />
          <SelectSetting
            path={`${path}/stage`}
            label={words.stage}
            help={words.stageHelp}
            value={conversion.stage}
            clearable
            placeholder={tell(words.noStage)}
            data={stages}
          />
        </div>
        {module && <ExpressionSetting path={`${path}/when`} label={words.when} module={module} value={conversion.when} />}
        <section className={classes.part}>
          <div className={classes.partHead}>
            <h2>{tell(words.targets)}</h2>
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <Button variant="subtle" leftSection={<Plus size={14} strokeWidth={1.75} />}>
                  {tell(words.addTarget)}
                </Button>
              </Menu.Target>
              <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
                {modules.map(({ key, label }) => (
                  <Menu.Item key={key} onClick={() => add(key)}>
                    {textOf(label, locale, key)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </div>
          <p className={classes.help}>{tell(words.targetsHelp)}</p>
          <SortableList
            items={conversion.targets}
            keyOf={({ key }) => key}
            nameOf={(target) => nameOf(target)[locale]}
            label={tell(words.targets)}
            selected={chosen?.key}
            onMove={(key, before) => {
              const label = filled(words.targetMoved, { name: nameOf(conversion.targets.find((each) => each.key === key)!) })
              change({ label, edits: [{ kind: 'move', path: `${path}/targets/${key}`, before }] })
            }}
            row={(target) => (
              <TargetRow
                target={target}
                path={`${path}/targets/${target.key}`}
                name={nameOf(target)[locale]}
                module={textOf(modules.find(({ key }) => key === target.module)?.label, locale, target.module)}
                pressed={chosen === target}
              />
            )}
          />
        </section>
      </Page>
      {chosen && (
        <TargetInspector key={chosen.key} conversion={conversion} target={chosen} name={nameOf(chosen)} onClose={() => select(undefined)} />
      )}
    </>
  )
}

interface TargetRowProps {
  readonly target: ConversionTargetDefinition
  readonly path: string
  readonly name: string
  readonly module: string
  readonly pressed: boolean
}

function TargetRow({ target, path, name, module, pressed }: TargetRowProps) {
  const tell = useTell()
  const [, select] = useSelection()
  const faulty = useProblemsAt(path, true).length > 0
  return (
    <UnstyledButton
      className={classes.target}
      data-row
      data-faulty={faulty || undefined}
      aria-pressed={pressed}
      style={faulty ? { color: 'var(--red)' } : undefined}
      onClick={() => select(path)}
    >
      <span>{name}</span>
      {module !== name && <small>{module}</small>}
      {target.optional && <small>{tell(words.optionalShort)}</small>}
    </UnstyledButton>
  )
}
