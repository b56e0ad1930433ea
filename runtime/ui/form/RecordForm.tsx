// A record form drawn from the module's layout: tabs, sections, columns; fields come and go with their conditions while one types.
import { Tabs } from '@mantine/core'
import { type CSSProperties, useState } from 'react'
import type { LayoutSection, LayoutTab } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { Heading } from '../shell/Heading.tsx'
import { useLocale } from '../words/words.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'
import { FieldSlot } from './FieldSlot.tsx'
import classes from './Form.module.css'
import type { FormState } from './form-state.tsx'
import { NewerNotice } from './NewerNotice.tsx'

interface RecordFormProps {
  readonly form: FormState
  /** Makes the ids of controls unique where two forms stand on one page. */
  readonly prefix: string
  readonly readOnly: boolean
  readonly autoFocus?: boolean
}

export function RecordForm({ form, prefix, readOnly, autoFocus = false }: RecordFormProps) {
  const locale = useLocale()
  const { module } = form
  const tabs = module.layout.filter((tab) => form.shows(tab.visible))
  const [chosen, setChosen] = useState<string | null>(null)
  const current = tabs.find((tab) => tab.key === chosen) ?? tabs[0]
  const body = (tab: LayoutTab) =>
    tab.sections.map((section, index) => (
      <Section
        key={section.key}
        section={section}
        form={form}
        prefix={prefix}
        readOnly={readOnly}
        focusFirst={autoFocus && index === 0}
        alone={tab.sections.length === 1}
      />
    ))
  /** Opens the tab a field is on, then goes to its control. */
  const goTo = (name: string) => {
    const tab = tabs.find((each) => each.sections.some((section) => section.fields.some(({ field }) => field === name)))
    if (tab) setChosen(tab.key)
    requestAnimationFrame(() => {
      const control = document.getElementById(`${prefix}-${name}`) ?? document.getElementById(`${prefix}-${name}-first`)
      const target = control?.matches('input, textarea, select, button')
        ? control
        : control?.querySelector<HTMLElement>('input, textarea, button')
      ;(target ?? control)?.focus()
      ;(target ?? control)?.scrollIntoView({ block: 'center' })
    })
  }
  return (
    <>
      <ErrorSummary form={form} goTo={goTo} />
      <NewerNotice form={form} />
      {tabs.length > 1 ? (
        <Tabs value={current?.key ?? null} onChange={setChosen} keepMounted={false}>
          <Tabs.List mb="sm">
            {tabs.map((tab) => (
              <Tabs.Tab key={tab.key} value={tab.key}>
                {textOf(tab.label, locale, tab.key)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map((tab) => (
            <Tabs.Panel key={tab.key} value={tab.key}>
              {body(tab)}
            </Tabs.Panel>
          ))}
        </Tabs>
      ) : (
        current && body(current)
      )}
    </>
  )
}

interface SectionProps {
  readonly section: LayoutSection
  readonly form: FormState
  readonly prefix: string
  readonly readOnly: boolean
  readonly focusFirst: boolean
  readonly alone: boolean
}

function Section({ section, form, prefix, readOnly, focusFirst, alone }: SectionProps) {
  const locale = useLocale()
  const fields = section.fields.flatMap(({ field: key, span }) => {
    const field = form.module.fields.get(key)
    return field && form.shows(field.visible) && !(form.creating && field.assigned) ? [{ field, span }] : []
  })
  if (!form.shows(section.visible) || fields.length === 0) return null
  const first = fields.find(({ field }) => !form.locks(field))
  return (
    <section className={classes.section}>
      {!alone && <Heading className={classes.heading}>{textOf(section.label, locale, section.key)}</Heading>}
      <div className={classes.fields} style={{ '--columns': section.columns } as CSSProperties}>
        {fields.map(({ field, span }) => (
          <div key={field.key} className={classes.slot} style={{ '--span': Math.min(span, section.columns) } as CSSProperties}>
            <FieldSlot form={form} field={field} prefix={prefix} readOnly={readOnly} autoFocus={focusFirst && field === first?.field} />
          </div>
        ))}
      </div>
    </section>
  )
}
