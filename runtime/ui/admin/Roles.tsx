// The roles of each app: what each is called, whether it may design or publish, and who has it.
import { useQuery } from '@tanstack/react-query'
import { appsQuery } from '../data/queries.tsx'
import type { Person } from '../data/shapes.ts'
import { Empty } from '../shell/Notices.tsx'
import { useWords } from '../words/words.tsx'
import type { AppRoles } from './app-roles.tsx'
import classes from './People.module.css'

interface RolesProps {
  readonly apps: readonly AppRoles[]
  readonly people: readonly Person[]
}

export function Roles({ apps, people }: RolesProps) {
  const say = useWords()
  const known = useQuery(appsQuery)
  if (known.data?.length === 0) return <Empty title={say('people.roles.empty')} text={say('people.roles.empty.text')} />
  return (
    <>
      <p className={classes.lead}>{say('people.roles.lead')}</p>
      {apps.map(({ app, label, roles }) => (
        <section key={app} className={classes.app}>
          <h2>{label}</h2>
          <ul>
            {roles.map((role) => {
              const holders = people.filter((person) => person.roles[app]?.includes(role.key))
              return (
                <li key={role.key} className={classes.role}>
                  <span>
                    {role.label}
                    {role.design && (
                      <span className={classes.email}>{say(role.publish ? 'people.role.publishes' : 'people.role.designs')}</span>
                    )}
                  </span>
                  <span>
                    {holders.length === 0 ? (
                      <span className={classes.quiet}>{say('people.role.nobody')}</span>
                    ) : (
                      holders.map(({ id, name, disabled }) => (
                        <span key={id} className={classes.pill} data-disabled={disabled || undefined}>
                          {name}
                        </span>
                      ))
                    )}
                  </span>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </>
  )
}
