// The matrix of a role: modules down, actions across. A module without rights of its own shows those of all others, and gets its own with the first change.
import { ActionIcon, Checkbox, NativeSelect, Tooltip } from '@mantine/core'
import { RotateCcw, SlidersHorizontal } from 'lucide-react'
import { moduleName } from '../../runtime/definition/item-names.ts'
import type { RoleDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { Icon } from '../../runtime/ui/shell/icons.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { useProblemsAt } from '../editor/problems.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Roles.module.css'
import { entryOf, type FlagAction, OTHERS, type ScopeAction, type ScopeName, scopeName, setRight } from './rights.ts'
import { words } from './words.ts'

interface RightsMatrixProps {
  readonly role: RoleDefinition
  readonly selected: string | undefined
  readonly onSelect: (module: string) => void
}

export function RightsMatrix({ role, selected, onSelect }: RightsMatrixProps) {
  const tell = useTell()
  const { modules } = useDefinition()
  return (
    <div className={classes.scroll}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{tell(words.module)}</th>
            {(['create', 'read', 'update', 'delete', 'import', 'export', 'fields'] as const).map((each) => (
              <th key={each} scope="col">
                {tell(words[each])}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">{tell(words.reset)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {modules.map(({ key, icon }) => (
            <Line key={key} role={role} module={key} icon={icon ?? ''} selected={selected === key} onSelect={onSelect} />
          ))}
          <Line role={role} module={OTHERS} icon="layers" selected={false} onSelect={onSelect} />
        </tbody>
      </table>
    </div>
  )
}

interface LineProps {
  readonly role: RoleDefinition
  readonly module: string
  readonly icon: string
  readonly selected: boolean
  readonly onSelect: (module: string) => void
}

function Line({ role, module, icon, selected, onSelect }: LineProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const definition = useDefinition()
  const { entry, own } = entryOf(role, module)
  const others = module === OTHERS
  const both = others ? words.others : moduleName(definition, module)
  const name = tell(both)
  const problems = useProblemsAt(`/roles/${role.key}/modules/${module}`, true)
  const set = (action: FlagAction | ScopeAction, value: unknown) => {
    const label = filled(words.changed, { action: words[action], module: both, role: bothOf(role.label, role.key) })
    change({ label, edits: setRight(role, module, action, value) })
  }
  const flag = (action: FlagAction) => (
    <td className={classes.flag}>
      <Checkbox
        size="xs"
        aria-label={tell(words.cell, { action: tell(words[action]), module: name })}
        checked={entry[action] === true}
        onChange={(event) => set(action, event.currentTarget.checked)}
      />
    </td>
  )
  const scope = (action: ScopeAction) => {
    const now = scopeName(entry[action])
    return (
      <td>
        <NativeSelect
          size="xs"
          aria-label={tell(words.cell, { action: tell(words[action]), module: name })}
          value={now}
          data={(['none', 'own', 'team', 'all', ...(others ? [] : (['when'] as const))] as const).map((each) => ({
            value: each,
            label: tell(words[each]),
          }))}
          onChange={(event) => {
            const next = event.currentTarget.value as ScopeName
            set(action, next === 'when' ? { when: '_owner == me' } : next)
            // The condition is written beside the matrix.
            if (next === 'when') onSelect(module)
          }}
        />
      </td>
    )
  }
  const hidden = entry.hidden?.length ?? 0
  const locked = entry.readOnly?.length ?? 0
  return (
    <tr data-inherits={(!own && !others) || undefined} data-selected={selected || undefined} data-faulty={problems.length > 0 || undefined}>
      <th scope="row">
        <span className={classes.module}>
          <Icon name={icon} />
          <span>{name}</span>
          {!own && !others && <small>{tell(words.asOthers)}</small>}
        </span>
        {problems.length > 0 && <p className={classes.problem}>{textOf(problems[0]!.message, locale)}</p>}
      </th>
      {flag('create')}
      {scope('read')}
      {scope('update')}
      {scope('delete')}
      {flag('import')}
      {flag('export')}
      <td>
        {!others && (
          <Tooltip label={tell(words.details, { module: name })}>
            <button
              type="button"
              className={classes.details}
              aria-label={tell(words.details, { module: name })}
              onClick={() => onSelect(module)}
            >
              <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden />
              {hidden + locked === 0 ? tell(words.allFields) : tell(words.someFields, { hidden, locked })}
            </button>
          </Tooltip>
        )}
      </td>
      <td>
        {own && !others && (
          <Tooltip label={tell(words.reset)}>
            <ActionIcon
              size={24}
              aria-label={tell(words.resetDone, { module: name })}
              onClick={() =>
                change({
                  label: filled(words.resetDone, { module: both }),
                  edits: [{ kind: 'remove', path: `/roles/${role.key}/modules/${module}` }],
                })
              }
            >
              <RotateCcw size={14} strokeWidth={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </td>
    </tr>
  )
}
