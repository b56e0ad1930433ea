// What must hold: the criteria of a stage or a transition, in order, each with its condition and what it says to people.
import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import type { CriterionDefinition } from '../../runtime/definition/types.ts'
import { describeExpression } from '../../runtime/expression/describe.ts'
import { useFieldServices } from '../../runtime/fields/services.tsx'
import { textOf } from '../../runtime/label.ts'
import { judge } from '../../runtime/ui/rules/judge.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { filled, useTell, type Words } from '../words/text.tsx'
import { OpenableList } from './OpenableList.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'

export const BEFORE = { before: true } as const
/** A condition that says something for every module and is meant to be changed at once. */
const FIRST_CONDITION = '_owner != null'

interface CriteriaProps {
  readonly path: string
  readonly title: Words
  readonly help: Words
  readonly module: Module
  readonly criteria: readonly CriterionDefinition[] | undefined
}

export function Criteria({ path, title, help, module, criteria = [] }: CriteriaProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { titleOf } = useFieldServices()
  const [fresh, setFresh] = useState<string>()
  const nameOf = ({ label, when }: CriterionDefinition) => {
    const judged = label === undefined ? judge(when, module.shape, 'boolean', BEFORE) : undefined
    return judged?.state === 'right' ? describeExpression(judged.expression, module.shape, locale, titleOf) : textOf(label, locale, when)
  }
  const add = () => {
    const key = freeKey(
      'criterion',
      criteria.map((each) => each.key),
    )
    const label = filled(words.criterionAdded, { place: title })
    if (change({ label, edits: [{ kind: 'add', path, item: { key, when: FIRST_CONDITION } }] })) setFresh(key)
  }
  const taken = (own: string) => criteria.map(({ key }) => key).filter((key) => key !== own)
  return (
    <InspectorSection
      title={tell(title)}
      action={
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={add}>
          {tell(words.addCriterion)}
        </Button>
      }
    >
      <p className={classes.help}>{tell(help)}</p>
      {criteria.length > 0 && (
        <OpenableList
          path={path}
          items={criteria}
          label={tell(title)}
          keyOf={({ key }) => key}
          nameOf={nameOf}
          fresh={fresh}
          onMove={(key, before) => change({ label: words.criterionMoved, edits: [{ kind: 'move', path: `${path}/${key}`, before }] })}
          onRemove={(item, key) => {
            const edits =
              criteria.length > 1
                ? [{ kind: 'remove' as const, path: `${path}/${key}` }]
                : [{ kind: 'set' as const, path, value: undefined }]
            change({ label: filled(words.changed, { what: title }), edits })
            if (item.key === fresh) setFresh(undefined)
          }}
          body={(item, at) => (
            <>
              <ExpressionSetting
                path={`${at}/when`}
                label={words.criterionWhen}
                module={module}
                value={item.when}
                scope={BEFORE}
                required
              />
              <LabelSetting path={`${at}/label`} label={words.criterionLabel} help={words.criterionLabelHelp} value={item.label} />
              <LabelSetting path={`${at}/remedy`} label={words.remedy} value={item.remedy} lines={2} />
              <KeySetting path={at} value={item.key} taken={taken(item.key)} onRenamed={(next) => setFresh(next.slice(path.length + 1))} />
            </>
          )}
        />
      )}
    </InspectorSection>
  )
}
