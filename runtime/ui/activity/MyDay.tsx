// My day: what waits for my decision, what is overdue, what is for today and the next days, what has stood still too long.
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { localDate } from '../../expression/dates.ts'
import { textOf } from '../../label.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { call } from '../data/api.ts'
import { useApp, useTimeZone } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { modulePath } from '../data/paths.ts'
import { StageName } from '../data/StageName.tsx'
import type { RecordData } from '../data/shapes.ts'
import { moduleLabel, recordTitle } from '../data/titles.ts'
import { type Approval, WaitingApproval } from '../move/Approvals.tsx'
import { useDocumentTitle } from '../shell/document-title.tsx'
import { Empty, Failure, LoadingLines } from '../shell/Notices.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Activity.module.css'
import { ActivityLine } from './ActivityLine.tsx'
import { type ActivityModule, activityModules, completionQuery, dayQuery, stalledQuery } from './activities.tsx'

interface Planned {
  readonly module: ActivityModule
  readonly record: RecordData
  readonly at: string
  /** The local date it falls on. */
  readonly day: string
}

export default function MyDay() {
  const say = useWords()
  const { app } = useApp()
  const zone = useTimeZone() ?? 'UTC'
  useDocumentTitle(say('day.title'))
  const modules = activityModules(app)
  const days = useQueries({ queries: modules.map((module) => dayQuery(app, module)) })
  const failed = days.find((query) => query.isError && !query.data)
  const today = localDate(Date.now(), zone)!
  const planned = modules
    .flatMap((module, index) => (days[index]?.data ?? []).map((record) => plannedOf(module, record, zone)))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const isOver = ({ at, day }: Planned) => (at.length > 10 ? Date.parse(at) < Date.now() : day < today)
  const over = planned.filter(isOver)
  const now = planned.filter((each) => !isOver(each) && each.day === today)
  const later = planned.filter((each) => !isOver(each) && each.day > today)
  if (failed) return <Failure message={failed.error!.message} retry={() => void failed.refetch()} />
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{say('day.title')}</h1>
        <Completions modules={modules} />
      </header>
      <Decisions />
      {days.some((query) => query.isPending) ? (
        <LoadingLines count={6} />
      ) : planned.length === 0 ? (
        <Empty title={say('day.empty')} text={say('day.empty.text')} />
      ) : (
        <>
          <Group title={say('day.overdue')} planned={over} overdue />
          <Group title={say('day.today')} planned={now} overdue={false} />
          <Group title={say('day.later')} planned={later} overdue={false} />
        </>
      )}
      {[...app.modules.values()]
        .filter(({ pipelines }) => pipelines.some(({ stages }) => stages.some(({ dwellLimit }) => dwellLimit !== undefined)))
        .map((module) => (
          <Stalled key={module.key} module={module} />
        ))}
    </div>
  )
}

function plannedOf(module: ActivityModule, record: RecordData, zone: string): Planned {
  const at = String(record[module.activity.at] ?? '')
  return { module, record, at, day: at.length > 10 ? (localDate(Date.parse(at), zone) ?? '') : at }
}

function Group({ title, planned, overdue }: { readonly title: string; readonly planned: readonly Planned[]; readonly overdue: boolean }) {
  const formats = useFormats()
  if (planned.length === 0) return null
  return (
    <section className={classes.group}>
      <h2>
        {title} <span className={`${classes.count} num`}>{formats.number(planned.length)}</span>
      </h2>
      <ul>
        {planned.map(({ module, record }) => (
          <ActivityLine key={record._id} module={module} record={record} overdue={overdue} />
        ))}
      </ul>
    </section>
  )
}

/** Of this week's follow-ups up to now, how many are done. */
function Completions({ modules }: { readonly modules: readonly ActivityModule[] }) {
  const say = useWords()
  const { app } = useApp()
  const answers = useQueries({ queries: modules.map((module) => completionQuery(app, module)) })
  const due = answers.reduce((sum, { data }) => sum + (data?.due ?? 0), 0)
  const done = answers.reduce((sum, { data }) => sum + (data?.done ?? 0), 0)
  if (due === 0) return null
  return <p className={classes.completion}>{say('day.completion', { done, count: due })}</p>
}

/** Requests that wait for me. */
function Decisions() {
  const say = useWords()
  const { app } = useApp()
  const locale = useLocale()
  const { data = [] } = useQuery({
    queryKey: ['approvals', app.key],
    queryFn: async () => (await call<{ approvals: readonly Approval[] }>(`/apps/${app.key}/approvals`)).approvals,
  })
  const mine = data.filter(({ mayDecide }) => mayDecide)
  if (mine.length === 0) return null
  return (
    <section className={classes.group}>
      <h2>{say('day.decisions')}</h2>
      {mine.map((approval) => {
        const module = app.modules.get(approval.module)
        return (
          module && (
            <div key={approval.id}>
              <Link href={modulePath(app.key, module.key, approval.record)} className={classes.title}>
                {approval.title ?? textOf(module.label, locale, module.key)}
              </Link>
              <WaitingApproval approval={approval} module={module} />
            </div>
          )
        )
      })}
    </section>
  )
}

/** Records of mine that have been in their stage for longer than they should. */
function Stalled({ module }: { readonly module: Module }) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const { data } = useQuery(stalledQuery(app, module))
  if (!data || data.records.length === 0) return null
  return (
    <section className={classes.group}>
      <h2>
        {say('day.stalled', { module: moduleLabel(module) })}{' '}
        <span className={`${classes.count} num`}>{formats.number(data.total ?? 0)}</span>
      </h2>
      <ul>
        {data.records.map((record) => {
          const found = stageOf(module, record._stage)
          const waited = Date.now() - Date.parse(String(record._stage_at))
          return (
            <li key={record._id} className={classes.line} data-overdue="">
              <Link href={modulePath(app.key, module.key, record._id)} className={classes.title}>
                {recordTitle(module, record) ?? say('record.untitled')}
              </Link>
              <span className={classes.about}>{found && <StageName pipeline={found.pipeline} stage={found.stage.key} />}</span>
              <span className={classes.when}>
                {formats.span(waited)}
                {found?.stage.dwellLimit !== undefined && ` / ${formats.span(found.stage.dwellLimit)}`}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
