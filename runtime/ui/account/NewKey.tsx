// A new key for a program: its name, how long it holds, and how little it may do. When it is made it is shown, once.
import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { call } from '../data/api.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { CopyLine } from './CopyLine.tsx'
import { PlainForm } from './PlainForm.tsx'
import { useMyRoles } from './role-labels.tsx'

interface NewKeyProps {
  readonly onClose: () => void
  readonly onMade: () => void
}

const DAYS = [7, 30, 90, 180, 365]
const EVERYTHING = '-'

export default function NewKey({ onClose, onMade }: NewKeyProps) {
  const say = useWords()
  const [days, setDays] = useState('90')
  const [scope, setScope] = useState(EVERYTHING)
  const [readOnly, setReadOnly] = useState(false)
  const [made, setMade] = useState<{ readonly name: string; readonly key: string }>()
  const roles = useMyRoles()
    .filter((each) => each.roles.length > 0)
    .map(({ app, label, roles: own }) => ({
      group: label,
      items: own.map((role) => ({ value: `${app}/${role.key}`, label: role.label })),
    }))
  return (
    <Dialog onClose={onClose} title={made ? made.name : say('profile.key.new')} size={480} closeOnClickOutside={!made}>
      {made ? (
        <div role="status">
          <p className={classes.lead}>{say('profile.key.once')}</p>
          <CopyLine label={say('profile.key.value')} value={made.key} />
          <Button size="sm" onClick={onClose}>
            {say('profile.key.done')}
          </Button>
        </div>
      ) : (
        <PlainForm
          autoFocus
          fields={[{ name: 'name', label: say('profile.key.name'), autoComplete: 'off', description: say('profile.key.name.text') }]}
          submit={say('profile.key.make')}
          onSubmit={async ({ name = '' }) => {
            const [app = '', role = ''] = scope.split('/')
            const chosen = scope === EVERYTHING ? {} : { role: { app, key: role } }
            const { key } = await call<{ key: string }>('/me/keys', {
              method: 'POST',
              body: { name, days: Number(days), readOnly, ...chosen },
            })
            setMade({ name, key })
            onMade()
          }}
        >
          <Select
            label={say('profile.key.days')}
            allowDeselect={false}
            data={DAYS.map((each) => ({ value: String(each), label: say('profile.key.day', { count: each }) }))}
            value={days}
            onChange={(next) => next !== null && setDays(next)}
          />
          <Select
            label={say('profile.key.scope')}
            allowDeselect={false}
            data={[{ value: EVERYTHING, label: say('profile.key.as_me') }, ...roles]}
            value={scope}
            onChange={(next) => next !== null && setScope(next)}
          />
          <Checkbox
            label={say('profile.key.read_only')}
            description={say('profile.key.read_only.text')}
            checked={readOnly}
            onChange={(event) => setReadOnly(event.currentTarget.checked)}
          />
        </PlainForm>
      )}
    </Dialog>
  )
}
