// Who decides: for each role in the decision the people who hold it; roles nobody holds are gaps in sight.
import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { Link } from 'wouter'
import type { App, Module } from '../../definition/app.ts'
import { choicesOf } from '../../fields/choices.ts'
import { textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import type { RecordData, RecordPage } from '../data/shapes.ts'
import { recordTitle, rememberTitles } from '../data/titles.ts'
import { Heading } from '../shell/Heading.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Activity.module.css'

const MOST = 100

export function DecisionMap({ module, record }: { readonly module: Module; readonly record: RecordData }) {
  const { app } = useApp()
  const people = module.decision && app.modules.get(module.decision.people)
  const target = module.decision?.of === undefined ? record._id : record[module.decision.of]
  return people && typeof target === 'string' ? <Roles module={module} people={people} target={target} /> : null
}

function peopleOf(app: App, people: Module, via: string, roles: string, target: string) {
  return {
    queryKey: ['records', app.key, people.key, 'decision', via, target],
    queryFn: async () => {
      const query = { fields: `${people.title.key},${roles}`, where: `${via} == "${target}"`, limit: MOST }
      const { records } = await call<RecordPage>(`/apps/${app.key}/records/${people.key}`, { query })
      rememberTitles(people, records)
      return records
    },
  }
}

function Roles({ module, people, target }: { readonly module: Module; readonly people: Module; readonly target: string }) {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const { via, roles: name, needed } = module.decision!
  const { data } = useQuery(peopleOf(app, people, via, name, target))
  const field = people.fields.get(name)
  if (!data || !field) return null
  const roles = choicesOf(field.options, field.context).filter(({ active }) => active !== false)
  const holds = (person: RecordData, role: string) => {
    const value = person[name]
    return Array.isArray(value) ? value.includes(role) : value === role
  }
  return (
    <section className={classes.map} aria-label={say('decision.title')}>
      <Heading className={classes.mapName}>{say('decision.title')}</Heading>
      <dl>
        {roles.map(({ key, label }) => {
          const holders = data.filter((person) => holds(person, key))
          const gap = holders.length === 0 && (needed === undefined || needed.includes(key))
          return (
            <div key={key} data-gap={gap || undefined}>
              <dt>{textOf(label, locale, key)}</dt>
              <dd>
                {holders.map((person) => (
                  <Link key={person._id} href={modulePath(app.key, people.key, person._id)}>
                    {recordTitle(people, person) ?? say('record.untitled')}
                  </Link>
                ))}
                {gap && (
                  <span className={classes.gap}>
                    <CircleAlert size={14} strokeWidth={1.75} aria-hidden /> {say('decision.gap')}
                  </span>
                )}
                {holders.length === 0 && !gap && <span className={classes.quiet}>{say('none')}</span>}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
