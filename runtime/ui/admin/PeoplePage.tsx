// The people of the installation, for administrators: who is here with which roles, whom to invite, who works together.
import { useQuery } from '@tanstack/react-query'
import { Redirect } from 'wouter'
import account from '../account/Account.module.css'
import { peopleQuery, useSession } from '../data/queries.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useWords } from '../words/words.tsx'
import { Invitations } from './Invitations.tsx'
import classes from './People.module.css'
import { PersonRow } from './PersonRow.tsx'
import { useAppRoles } from './roles.tsx'
import { Teams } from './Teams.tsx'

export default function PeoplePage() {
  const say = useWords()
  const session = useSession()
  const people = useQuery(peopleQuery)
  const apps = useAppRoles()
  const me = session.data?.user
  if (me && !me.admin) return <Redirect to="/" replace />
  return (
    <PlainFrame title={say('people')} width={960} back={{ href: '/', label: say('back') }}>
      {people.isPending && <LoadingLines />}
      {people.isError && <Failure message={people.error.message} retry={() => void people.refetch()} />}
      {people.data && (
        <>
          <section className={account.section}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <section className={classes.box} tabIndex={0} aria-label={say('people')}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{say('name')}</th>
                    <th>{say('email')}</th>
                    <th>{say('people.roles')}</th>
                    <th>{say('people.admin')}</th>
                    <th>{say('people.active')}</th>
                  </tr>
                </thead>
                <tbody>
                  {people.data.map((person) => (
                    <PersonRow key={person.id} person={person} apps={apps} mine={person.id === me?.id} />
                  ))}
                </tbody>
              </table>
            </section>
          </section>
          <Invitations apps={apps} />
          <Teams people={people.data} />
        </>
      )}
    </PlainFrame>
  )
}
