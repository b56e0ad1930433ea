// What the system knows of a record besides its fields: the owner, who may be another, and who made and changed it when.
import type { Module } from '../../definition/app.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberOf } from '../data/members.ts'
import { ReadOnly } from '../form/FieldSlot.tsx'
import layout from '../form/Form.module.css'
import type { FormState } from '../form/form-state.tsx'
import { Heading } from '../shell/Heading.tsx'
import { useWords } from '../words/words.tsx'

const FACTS = ['_created_at', '_created_by', '_updated_at', '_updated_by'] as const

interface SystemFactsProps {
  readonly form: FormState
  readonly prefix: string
  readonly readOnly: boolean
}

export function SystemFacts({ form, prefix, readOnly }: SystemFactsProps) {
  const say = useWords()
  const { module, values } = form
  const owner = memberOf(module, '_owner')
  const Input = owner && FIELD_VIEWS.get(owner.type.name)?.Input
  return (
    <section className={layout.section}>
      <Heading className={layout.heading}>{say('record.system')}</Heading>
      <div className={layout.fields}>
        {owner && Input && (
          <div className={layout.slot}>
            {readOnly ? (
              <Fact module={module} name="_owner" value={values._owner} />
            ) : (
              <Input
                id={`${prefix}-_owner`}
                field={owner.field}
                context={owner.context}
                value={values._owner ?? null}
                onChange={(value) => form.set('_owner', value)}
                error={form.problems.find((problem) => problem.path === '_owner')?.message}
              />
            )}
          </div>
        )}
        <div className={layout.slot} />
        {FACTS.map((name) => (
          <Fact key={name} module={module} name={name} value={values[name]} />
        ))}
      </div>
    </section>
  )
}

function Fact({ module, name, value }: { readonly module: Module; readonly name: string; readonly value: unknown }) {
  const member = memberOf(module, name)
  if (!member) return null
  return (
    <ReadOnly label={member.label} empty={value === null || value === undefined}>
      <MemberCell module={module} member={member} value={value} />
    </ReadOnly>
  )
}
