// Which fields of a new record are filled and with what: each field with its expression over the record it is made from.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import type { Module } from '../../runtime/definition/app.ts'
import { bothOf } from '../../runtime/label.ts'
import type { RuleScope } from '../../runtime/ui/rules/ExpressionEditor.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { fieldChoices, fieldName } from '../pipelines/field-choices.ts'
import { words } from '../pipelines/setting-words.ts'
import { words as own } from '../pipelines/words.ts'
import { filled, useTell } from '../words/text.tsx'
import classes from './Conversions.module.css'

interface ValuesSettingProps {
  readonly path: string
  readonly values: Readonly<Record<string, string>>
  /** The module of the record the expressions read. */
  readonly source: Module
  /** The module of the record that is made. */
  readonly target: Module
  readonly scope?: RuleScope
}

export function ValuesSetting({ path, values, source, target, scope }: ValuesSettingProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const filledIn = Object.entries(values)
  const left = fieldChoices(target, locale, { settable: true, without: Object.keys(values) })
  const add = (field: string) => {
    // The field of the same name is most likely what it takes.
    const value = source.fields.has(field) ? field : 'null'
    const label = filled(words.valueAdded, { name: bothOf(target.fields.get(field)?.label, field) })
    change({ label, edits: [{ kind: 'set', path: `${path}/${field}`, value }] })
  }
  return (
    <div className={classes.values}>
      <div className={classes.valuesHead}>
        <span>{tell(words.values)}</span>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <Button variant="subtle" size="compact-sm" disabled={left.length === 0} leftSection={<Plus size={14} strokeWidth={1.75} />}>
              {tell(words.addValue)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah="50vh" style={{ overflowY: 'auto' }}>
            {left.map(({ value, label }) => (
              <Menu.Item key={value} onClick={() => add(value)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {filledIn.length === 0 && <p className={classes.help}>{tell(words.noValues)}</p>}
      {filledIn.map(([field, value]) => {
        const name = fieldName(target, field, locale)
        return (
          <div key={field} className={classes.value}>
            <ExpressionSetting
              path={`${path}/${field}`}
              label={name}
              module={source}
              value={value}
              wants={undefined}
              required
              {...(scope ? { scope } : {})}
            />
            <ActionIcon
              size={24}
              aria-label={tell(own.remove, { what: name })}
              onClick={() =>
                change({
                  label: filled(own.remove, { what: bothOf(target.fields.get(field)?.label, field) }),
                  edits: [{ kind: 'set', path: `${path}/${field}`, value: undefined }],
                })
              }
            >
              <Trash2 size={14} strokeWidth={1.75} />
            </ActionIcon>
          </div>
        )
      })}
    </div>
  )
}
