// What must hold for the records of a module: validation rules with their message, and which records count as the same.
import { Button, UnstyledButton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { stepsOf } from '../../../runtime/definition/edit.ts'
import { fieldName } from '../../../runtime/definition/item-names.ts'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { bothOf, type Text, textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../../editor/draft-context.tsx'
import { freeKey, keyFor } from '../../editor/keys.ts'
import { useJudgement } from '../../editor/problems.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { AddByName } from '../../lists/AddByName.tsx'
import { SortableList } from '../../lists/SortableList.tsx'
import { filled, useTell, type Words } from '../../words/text.tsx'
import { words } from '../words.ts'
import { DuplicateInspector, RuleInspector } from './RuleInspectors.tsx'
import classes from './Rules.module.css'

export function RulesEditor({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const definition = useDefinition()
  const [at, select] = useSelection()
  const path = `/modules/${module.key}`
  const { rules = [], duplicates = [] } = module
  const [, , list, key] = stepsOf(at ?? '')
  const rule = list === 'rules' ? rules.find((each) => each.key === key) : undefined
  const duplicate = list === 'duplicates' ? duplicates.find((each) => each.key === key) : undefined
  const namesOf = (fields: readonly string[]): Text => {
    const names = fields.map((field) => fieldName(definition, module.key, field))
    return { en: names.map((name) => name.en).join(', '), 'zh-CN': names.map((name) => name['zh-CN']).join('、') }
  }
  const addRule = async (message: string) => {
    const taken = rules.map((each) => each.key)
    const made = await keyFor(message, taken, 'rule')
    const item = { key: freeKey(made.slice(0, 40), taken), check: `${module.title} != null`, message }
    if (change({ label: filled(words.ruleAdded, { name: message }), edits: [{ kind: 'add', path: `${path}/rules`, item }] }))
      select(`${path}/rules/${item.key}`)
  }
  const addDuplicate = () => {
    const item = {
      key: freeKey(
        `same_${module.title}`.slice(0, 46),
        duplicates.map((each) => each.key),
      ),
      fields: [module.title],
      action: 'warn',
    }
    if (change({ label: words.duplicateAdded, edits: [{ kind: 'add', path: `${path}/duplicates`, item }] }))
      select(`${path}/duplicates/${item.key}`)
  }
  return (
    <>
      <div className={classes.page}>
        <section className={classes.part}>
          <h2>{tell(words.validation)}</h2>
          <p>{tell(rules.length === 0 ? words.noRules : words.validationText)}</p>
          <RuleList
            items={rules.map((each) => ({ key: each.key, name: bothOf(each.message, each.key) }))}
            path={`${path}/rules`}
            label={words.validation}
            moved={words.ruleMoved}
            selected={rule?.key}
          />
          <div>
            <AddByName label={tell(words.addRule)} name={tell(words.message)} onAdd={addRule} />
          </div>
        </section>
        <section className={classes.part}>
          <h2>{tell(words.duplicates)}</h2>
          <p>{tell(duplicates.length === 0 ? words.noDuplicates : words.duplicatesText)}</p>
          <RuleList
            items={duplicates.map((each) => ({ key: each.key, name: namesOf(each.fields), note: words[each.action] }))}
            path={`${path}/duplicates`}
            label={words.duplicates}
            moved={words.duplicateMoved}
            selected={duplicate?.key}
          />
          <div>
            <Button variant="subtle" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={addDuplicate}>
              {tell(words.addDuplicate)}
            </Button>
          </div>
        </section>
      </div>
      {rule && <RuleInspector key={rule.key} module={module} rule={rule} name={textOf(rule.message, locale, rule.key)} />}
      {duplicate && <DuplicateInspector key={duplicate.key} module={module} duplicate={duplicate} name={tell(namesOf(duplicate.fields))} />}
    </>
  )
}

interface RuleListProps {
  readonly items: readonly { readonly key: string; readonly name: Text; readonly note?: Words }[]
  readonly path: string
  readonly label: Words
  readonly moved: Words
  readonly selected: string | undefined
}

function RuleList({ items, path, label, moved, selected }: RuleListProps) {
  const tell = useTell()
  const change = useChange()
  const [, select] = useSelection()
  const { problems } = useJudgement().judgement
  const faulty = useMemo(
    () => new Set(problems.filter((each) => each.path.startsWith(`${path}/`)).map((each) => stepsOf(each.path)[3])),
    [problems, path],
  )
  return (
    <SortableList
      items={items}
      keyOf={({ key }) => key}
      nameOf={({ name }) => tell(name)}
      label={tell(label)}
      selected={selected}
      onMove={(key, before) => {
        const name = items.find((each) => each.key === key)?.name ?? key
        change({ label: filled(moved, { name }), edits: [{ kind: 'move', path: `${path}/${key}`, before }] })
      }}
      row={({ key, name, note }) => (
        <UnstyledButton
          className={classes.row}
          data-row
          aria-pressed={selected === key}
          data-faulty={faulty.has(key) || undefined}
          onClick={() => select(`${path}/${key}`)}
        >
          <span>{tell(name)}</span>
          {note && <small>{tell(note)}</small>}
        </UnstyledButton>
      )}
    />
  )
}
