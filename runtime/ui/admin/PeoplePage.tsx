// The people of the installation, for administrators: who is here with which roles, who is invited, who works together, what the roles are.
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Redirect, useSearchParams } from 'wouter'
import { peopleQuery, useSession } from '../data/queries.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useWords } from '../words/words.tsx'
import { useAppRoles } from './app-roles.tsx'
import { Invitations } from './Invitations.tsx'
import classes from './People.module.css'
import { PeopleTable } from './PeopleTable.tsx'
import { Roles } from './Roles.tsx'
import { Teams } from './Teams.tsx'

const TABS = ['people', 'invitations', 'teams', 'roles'] as const

export default function PeoplePage() {
  const say = useWords()
  const session = useSession()
  const people = useQuery(peopleQuery)
  const apps = useAppRoles()
  const [search, setSearch] = useSearchParams()
  const me = session.data?.user
  if (me && !me.admin) return <Redirect to="/" replace />
  const tab = TABS.find((each) => each === search.get('tab')) ?? 'people'
  return (
    <PlainFrame title={say('people')} width={1040} back={{ href: '/', label: say('back') }}>
      {people.isPending && <LoadingLines />}
      {people.isError && <Failure message={people.error.message} retry={() => void people.refetch()} />}
      {people.data && me && (
        <Tabs
          value={tab}
          onChange={(next) => setSearch(next === null || next === 'people' ? {} : { tab: next }, { replace: true })}
          keepMounted={false}
        >
          <Tabs.List className={classes.tabs}>
            {TABS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {say(`people.tab.${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="people">
            <PeopleTable people={people.data} apps={apps} me={me.id} onInvite={() => setSearch({ tab: 'invitations' })} />
          </Tabs.Panel>
          <Tabs.Panel value="invitations">
            <Invitations apps={apps} />
          </Tabs.Panel>
          <Tabs.Panel value="teams">
            <Teams people={people.data} />
          </Tabs.Panel>
          <Tabs.Panel value="roles">
            <Roles apps={apps} people={people.data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </PlainFrame>
  )
}
