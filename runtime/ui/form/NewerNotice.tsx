// Somebody else saved the record while it is being changed here. What was typed stays; what does not touch it can be taken over at once.
import { Button } from '@mantine/core'
import { UserPen } from 'lucide-react'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { memberOf } from '../data/members.ts'
import { useWords } from '../words/words.tsx'
import classes from './Form.module.css'
import type { FormState } from './form-state.tsx'

export function NewerNotice({ form }: { readonly form: FormState }) {
  const say = useWords()
  const formats = useFormats()
  const { people } = useApp()
  const { newer, module } = form
  if (!newer) return null
  const name = people.find((person) => person.id === newer.record._updated_by)?.name ?? say('history.system')
  const fields = newer.fields.flatMap((key) => memberOf(module, key)?.label ?? []).join(say('list.joiner'))
  return (
    <div className={classes.newer} role="status">
      <UserPen size={16} strokeWidth={1.75} aria-hidden />
      <span className={classes.newerText}>
        {say('newer.text', { name, when: formats.ago(String(newer.record._updated_at)), fields })}{' '}
        {newer.clashes.length > 0 && say('newer.clash')}
      </span>
      {newer.clashes.length === 0 && (
        <Button variant="default" size="compact-sm" onClick={form.takeNewer}>
          {say('newer.take')}
        </Button>
      )}
    </div>
  )
}
