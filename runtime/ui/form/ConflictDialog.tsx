// Two people changed the same fields: for each one chooses whose value stays. The value before both stands beside them.
import { Button, Group, Modal, Radio } from '@mantine/core'
import { useState } from 'react'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberOf } from '../data/members.ts'
import { useWords } from '../words/words.tsx'
import classes from './Form.module.css'
import type { Conflict, FormState } from './form-state.tsx'

interface ConflictDialogProps {
  readonly form: FormState
  readonly conflict: Conflict
  readonly onSaved: () => void
}

export function ConflictDialog({ form, conflict, onSaved }: ConflictDialogProps) {
  const say = useWords()
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const choose = (field: string, whose: string) => {
    const next = new Set(theirs)
    if (whose === 'theirs') next.add(field)
    else next.delete(field)
    setTheirs(next)
  }
  const show = (field: string, value: unknown) => {
    const member = memberOf(form.module, field)
    if (value === null || value === undefined) return <span className={classes.none}>{say('none')}</span>
    return member ? <MemberCell module={form.module} member={member} value={value} compact={false} /> : String(value)
  }
  return (
    <Modal opened onClose={form.forgetConflict} title={say('conflict.title')} size="lg" closeButtonProps={{ 'aria-label': say('close') }}>
      <p className={classes.note}>{say('conflict.text')}</p>
      {conflict.clashes.map(({ field, original, theirs: other, yours }) => {
        const label = memberOf(form.module, field)?.label ?? field
        return (
          <fieldset key={field} className={classes.clash}>
            <legend>{label}</legend>
            <Radio.Group aria-label={label} value={theirs.has(field) ? 'theirs' : 'yours'} onChange={(whose) => choose(field, whose)}>
              <div className={classes.choice}>
                <Radio value="yours" label={say('conflict.yours')} />
                <div>{show(field, yours)}</div>
              </div>
              <div className={classes.choice}>
                <Radio value="theirs" label={say('conflict.theirs')} />
                <div>{show(field, other)}</div>
              </div>
            </Radio.Group>
            <div className={classes.choice}>
              <span className={classes.none}>{say('conflict.original')}</span>
              <div>{show(field, original)}</div>
            </div>
          </fieldset>
        )
      })}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={form.forgetConflict}>
          {say('conflict.back')}
        </Button>
        <Button loading={form.saving} onClick={() => void form.resolve(theirs).then((saved) => saved && onSaved())}>
          {say('conflict.save')}
        </Button>
      </Group>
    </Modal>
  )
}
