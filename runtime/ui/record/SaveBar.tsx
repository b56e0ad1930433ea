// Stands at the foot of a record while something of it is not saved.
import { Button } from '@mantine/core'
import type { FormState } from '../form/form-state.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Record.module.css'

export function SaveBar({ form }: { readonly form: FormState }) {
  const say = useWords()
  return (
    <footer className={classes.saveBar}>
      <span className={classes.unsaved} role="status">
        {say('record.unsaved')}
      </span>
      <Button variant="default" onClick={form.reset}>
        {say('record.discard')}
      </Button>
      <Button type="submit" loading={form.saving}>
        {say('save')}
      </Button>
    </footer>
  )
}
