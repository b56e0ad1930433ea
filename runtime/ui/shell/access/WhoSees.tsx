// "Who can see this?": for a record and a person, whether he sees it, what decides that role by role, and which fields are hidden from him.
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Check, Eye, EyeOff, Minus } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'
import { memberOf } from '../../data/members.ts'
import { titleOf } from '../../data/titles.ts'
import { useWords } from '../../words/words.tsx'
import { Dialog } from '../Dialog.tsx'
import { Failure, LoadingLines } from '../Notices.tsx'
import classes from './Access.module.css'

interface Explanation {
  readonly visible: boolean
  readonly reasons: readonly { readonly allows: boolean; readonly role?: string; readonly text: string }[]
  /** Fields the person sees in no record of the module. */
  readonly hidden: readonly string[]
}

interface WhoSeesProps {
  readonly module: string
  readonly id: string
  readonly onClose: () => void
}

export default function WhoSees({ module, id, onClose }: WhoSeesProps) {
  const say = useWords()
  const { people, me } = useApp()
  const [user, setUser] = useState<string | null>(null)
  return (
    <Dialog onClose={onClose} title={say('access')} size={520} transitionProps={{ duration: 0 }}>
      <p>{titleOf(module, id) ?? say('record.untitled')}</p>
      <Select
        mt="sm"
        comboboxProps={{ withinPortal: false }}
        data-autofocus
        label={say('access.person')}
        placeholder={say('access.choose')}
        searchable
        // What is typed takes the place of what stands there.
        onFocus={(event) => event.currentTarget.select()}
        nothingFoundMessage={say('nothing_found')}
        data={people.map((person) => ({
          value: person.id,
          label: person.id === me.id ? say('access.me', { person: person.name }) : person.name,
        }))}
        value={user}
        onChange={setUser}
      />
      {user !== null && <Answer module={module} id={id} user={user} />}
    </Dialog>
  )
}

function Answer({ module: key, id, user }: { readonly module: string; readonly id: string; readonly user: string }) {
  const say = useWords()
  const { app, people } = useApp()
  const module = app.modules.get(key)
  const answer = useQuery({
    queryKey: ['access', app.key, key, id, user, app.settings.locale],
    queryFn: ({ signal }) => call<Explanation>(`/apps/${app.key}/records/${key}/${id}/access`, { query: { user }, signal }),
    staleTime: 0,
  })
  if (answer.isError) return <Failure message={answer.error.message} retry={() => void answer.refetch()} />
  if (!answer.data) return <LoadingLines count={2} />
  const { visible, reasons, hidden } = answer.data
  const person = people.find((each) => each.id === user)?.name ?? ''
  return (
    <div role="status">
      <p className={classes.verdict}>
        {visible ? <Eye size={18} className={classes.yes} aria-hidden /> : <EyeOff size={18} className={classes.no} aria-hidden />}
        {say(visible ? 'access.sees' : 'access.sees_not', { person })}
      </p>
      <ul className={classes.reasons}>
        {reasons.map(({ allows, text }) => (
          <li key={text}>
            {allows ? <Check size={16} className={classes.yes} aria-hidden /> : <Minus size={16} className={classes.no} aria-hidden />}
            <span>
              <span className="unseen">{say(allows ? 'access.allows' : 'access.denies')}</span> {text}
            </span>
          </li>
        ))}
      </ul>
      {visible && hidden.length > 0 && (
        <div className={classes.hidden}>
          <h3>{say('access.hidden')}</h3>
          <p>{hidden.map((name) => (module && memberOf(module, name)?.label) ?? name).join(say('list.comma'))}</p>
        </div>
      )}
    </div>
  )
}
