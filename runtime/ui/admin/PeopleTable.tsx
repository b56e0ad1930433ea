// Everyone who has an account: found by name, address or role, narrowed by state.
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { Search, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { guardComposition } from '../../fields/composition.ts'
import { rankOf } from '../../match.ts'
import type { Person } from '../data/shapes.ts'
import { Empty } from '../shell/Notices.tsx'
import { useWords } from '../words/words.tsx'
import { type AppRoles, rolesInWords } from './app-roles.tsx'
import classes from './People.module.css'
import { PersonRow } from './PersonRow.tsx'

interface PeopleTableProps {
  readonly people: readonly Person[]
  readonly apps: readonly AppRoles[]
  /** Id of the reader. */
  readonly me: string
  readonly onInvite: () => void
}

const STATES = ['all', 'active', 'admin', 'disabled'] as const
type State = (typeof STATES)[number]
const IS: Readonly<Record<State, (person: Person) => boolean>> = {
  all: () => true,
  active: ({ disabled }) => !disabled,
  admin: ({ admin }) => admin,
  disabled: ({ disabled }) => disabled,
}

export function PeopleTable({ people, apps, me, onInvite }: PeopleTableProps) {
  const say = useWords()
  const [text, setText] = useState('')
  const [state, setState] = useState<State>('all')
  const wordsOf = (person: Person) => rolesInWords(apps, person.roles).flatMap(({ app, labels }) => [app.label, ...labels])
  const shown = people.filter(
    (person) => IS[state](person) && (text.trim() === '' || rankOf([person.name, person.email, ...wordsOf(person)].join(' '), text) > 0),
  )
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          size="xs"
          type="search"
          aria-label={say('people.search')}
          placeholder={say('people.search')}
          leftSection={<Search size={14} aria-hidden />}
          value={text}
          onKeyDownCapture={guardComposition}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={say('people.state')}
          value={state}
          onChange={(next) => setState(next as State)}
          data={STATES.map((each) => ({ value: each, label: say(`people.state.${each}`) }))}
        />
        <span className={classes.space} />
        <Button leftSection={<UserPlus size={14} />} onClick={onInvite}>
          {say('invite')}
        </Button>
      </div>
      <p className="unseen" role="status">
        {say('people.count', { count: shown.length })}
      </p>
      {shown.length === 0 ? (
        <Empty
          title={say('list.no_match')}
          text={say('people.no_match')}
          action={
            <Button
              variant="default"
              onClick={() => {
                setText('')
                setState('all')
              }}
            >
              {say('people.show_all')}
            </Button>
          }
        />
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{say('name')}</th>
              <th>{say('people.roles')}</th>
              <th>{say('people.state')}</th>
              <th>
                <span className="unseen">{say('people.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <PersonRow key={person.id} person={person} apps={apps} mine={person.id === me} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
