// What happened to a record, newest first: who changed what and when; and the stages it passed, with the time in each.
import { Tabs } from '@mantine/core'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberOf } from '../data/members.ts'
import { useHistory, useVisits } from '../data/records.tsx'
import { StageName } from '../data/StageName.tsx'
import type { HistoryEntry } from '../data/shapes.ts'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useWords, type WordKey } from '../words/words.tsx'
import classes from './Record.module.css'

export function Timeline({ module, id }: { readonly module: Module; readonly id: string }) {
  const say = useWords()
  if (!module.pipeline) return <History module={module} id={id} />
  return (
    <Tabs defaultValue="history" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="history">{say('history')}</Tabs.Tab>
        <Tabs.Tab value="visits">{say('visits')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="history">
        <History module={module} id={id} />
      </Tabs.Panel>
      <Tabs.Panel value="visits">
        <Visits module={module} id={id} />
      </Tabs.Panel>
    </Tabs>
  )
}

const KINDS: Readonly<Record<string, WordKey>> = {
  create: 'history.create',
  update: 'history.update',
  delete: 'history.delete',
  restore: 'history.restore',
  import: 'history.import',
}

function History({ module, id }: { readonly module: Module; readonly id: string }) {
  const say = useWords()
  const formats = useFormats()
  const { people } = useApp()
  const history = useHistory(module, id)
  if (history.isError) return <Failure message={history.error.message} retry={() => void history.refetch()} />
  if (!history.data) return <LoadingLines count={4} />
  return (
    <ol className={classes.history} aria-label={say('history')}>
      {history.data.map((entry) => (
        <li key={`${entry.version} ${entry.at} ${entry.kind}`}>
          <p className={classes.event}>
            <strong>{people.find((person) => person.id === entry.by)?.name ?? say('history.system')}</strong>{' '}
            {say(KINDS[entry.kind] ?? 'history.update')}
            <time dateTime={entry.at} title={formats.moment(entry.at)}>
              {formats.ago(entry.at)}
            </time>
          </p>
          <Changes module={module} entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function Changes({ module, entry }: { readonly module: Module; readonly entry: HistoryEntry }) {
  const say = useWords()
  const shown = Object.entries(entry.changes).flatMap(([name, [before, after]]) => {
    const member = memberOf(module, name)
    return member && !(isNothing(before) && isNothing(after)) ? [{ member, before, after }] : []
  })
  if (shown.length === 0) return null
  return (
    <dl className={classes.changes}>
      {shown.map(({ member, before, after }) => (
        <div key={member.name}>
          <dt>{member.label}</dt>
          <dd>
            {!isNothing(before) && (
              <del>
                <MemberCell module={module} member={member} value={before} />
              </del>
            )}
            {!isNothing(before) && <span aria-hidden>→</span>}
            {isNothing(after) ? (
              <span className={classes.nothing}>{say('none')}</span>
            ) : (
              <ins>
                <MemberCell module={module} member={member} value={after} />
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}

function Visits({ module, id }: { readonly module: Module; readonly id: string }) {
  const say = useWords()
  const formats = useFormats()
  const { people } = useApp()
  const visits = useVisits(module, id)
  const pipeline = module.pipeline!
  if (visits.isError) return <Failure message={visits.error.message} retry={() => void visits.refetch()} />
  if (!visits.data) return <LoadingLines count={4} />
  return (
    <ol className={classes.history} aria-label={say('visits')}>
      {visits.data.toReversed().map((visit) => (
        <li key={visit.enteredAt + visit.stage}>
          <p className={classes.event}>
            <StageName pipeline={pipeline} stage={visit.stage} />
            <span className={classes.kind}>{say(`visit.${visit.kind}` as WordKey)}</span>
            <span className="num">
              {formats.span((visit.leftAt === null ? Date.now() : Date.parse(visit.leftAt)) - Date.parse(visit.enteredAt))}
            </span>
          </p>
          <p className={classes.when}>
            <time dateTime={visit.enteredAt}>{formats.moment(visit.enteredAt)}</time> –{' '}
            {visit.leftAt === null ? say('visit.present') : formats.moment(visit.leftAt)}
            {visit.by && ` · ${people.find((person) => person.id === visit.by)?.name ?? ''}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
