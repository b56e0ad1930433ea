// The rights of a role to one module in detail: conditions on records, and field by field what it sees and changes.
import { SegmentedControl, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useState } from 'react'
import type { RoleDefinition } from '../../runtime/definition/types.ts'
import { guardComposition } from '../../runtime/fields/composition.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { Icon } from '../../runtime/ui/shell/icons.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { Inspector, InspectorSection } from '../inspector/Inspector.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Roles.module.css'
import { entryOf, type FieldRight, fieldRight, SCOPES, setFieldRight } from './rights.ts'
import { words } from './words.ts'

const CONDITIONS = { read: words.readWhen, update: words.updateWhen, delete: words.deleteWhen }
const FEW = 8

interface ModuleRightsProps {
  readonly role: RoleDefinition
  readonly moduleKey: string
  readonly onClose: () => void
}

export function ModuleRights({ role, moduleKey, onClose }: ModuleRightsProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const definition = useDefinition()
  const [find, setFind] = useState('')
  const module = definition.modules.find(({ key }) => key === moduleKey)
  const linked = app.modules.get(moduleKey)
  if (!module) return null
  const { entry, own } = entryOf(role, moduleKey)
  const path = `/roles/${role.key}/modules/${moduleKey}`
  const wanted = find.trim().toLowerCase()
  const fields = module.fields.filter(({ key, label }) => textOf(label, locale, key).toLowerCase().includes(wanted))
  return (
    <Inspector
      title={textOf(module.label, locale, moduleKey)}
      kind={tell(words.kind, { role: textOf(role.label, locale, role.key) })}
      icon={<Icon name={module.icon ?? ''} />}
      onClose={onClose}
    >
      {!own && <p className={classes.note}>{tell(words.begin)}</p>}
      {own &&
        linked &&
        SCOPES.map((action) => {
          const scope = entry[action]
          if (typeof scope !== 'object') return null
          return (
            <ExpressionSetting
              key={action}
              path={`${path}/${action}/when`}
              label={CONDITIONS[action]}
              module={linked}
              value={scope.when}
              wants="boolean"
            />
          )
        })}
      <InspectorSection title={tell(words.fields)}>
        <p className={classes.note}>{tell(words.fieldsText)}</p>
        {module.fields.length > FEW && (
          <TextInput
            aria-label={tell(words.find)}
            placeholder={tell(words.find)}
            leftSection={<Search size={14} strokeWidth={1.75} />}
            value={find}
            onKeyDownCapture={guardComposition}
            onChange={(event) => setFind(event.currentTarget.value)}
          />
        )}
        <ul className={classes.fields}>
          {fields.map(({ key, label }) => {
            const name = textOf(label, locale, key)
            return (
              <li key={key}>
                <span title={name}>{name}</span>
                <SegmentedControl
                  size="xs"
                  aria-label={name}
                  value={fieldRight(entry, key)}
                  data={(['edit', 'readOnly', 'hidden'] as const).map((right) => ({ value: right, label: tell(words[right]) }))}
                  onChange={(right) =>
                    change({
                      label: filled(words.fieldChanged, { field: bothOf(label, key), role: bothOf(role.label, role.key) }),
                      edits: setFieldRight(role, moduleKey, key, right as FieldRight),
                    })
                  }
                />
              </li>
            )
          })}
        </ul>
      </InspectorSection>
    </Inspector>
  )
}
