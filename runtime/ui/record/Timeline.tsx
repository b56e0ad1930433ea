// What happened to a record, newest first: notes and changes in one order; and the stages it passed, with the time in each.
import { Button, SegmentedControl } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { App, Module } from '../../definition/app.ts'
import { type Locale, textOf } from '../../label.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { type ActivityModule, aboutQuery, activitiesAbout } from '../activity/activities.tsx'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberOf } from '../data/members.ts'
import { modulePath } from '../data/paths.ts'
import { useHistory, useVisits } from '../data/records.tsx'
import { StageName } from '../data/StageName.tsx'
import type { HistoryEntry, RecordData, Visit } from '../data/shapes.ts'
import { moduleLabel, recordTitle } from '../data/titles.ts'
import { type Approval, useApprovals } from '../move/Approvals.tsx'
import { reasonLabel } from '../move/reason-label.ts'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useLocale, useWords, type WordKey } from '../words/words.tsx'
import { NoteBox } from './NoteBox.tsx'
import { NoteItem } from './NoteItem.tsx'
import { type NoteWriter, useNotes, useNoteWriter } from './notes.tsx'
import classes from './Record.module.css'

type Shown = 'all' | 'notes' | 'activities' | 'changes' | 'stages'

export function Timeline({ module, id }: { readonly module: Module; readonly id: string }) {
  const say = useWords()
  const [shown, setShown] = useState<Shown>('all')
  const { app } = useApp()
  const choices: readonly Shown[] = [
    'all',
    'notes',
    ...(activitiesAbout(app, module).length > 0 ? (['activities'] as const) : []),
    'changes',
    ...(module.pipeline ? (['stages'] as const) : []),
  ]
  const writer = useNoteWriter(module, id)
  return (
    <>
      <NoteBox label={say('note.new')} onSave={writer.create} />
      <SegmentedControl
        className={classes.filter}
        fullWidth
        size="xs"
        aria-label={say('timeline.show')}
        value={shown}
        onChange={(value) => setShown(value as Shown)}
        data={choices.map((value) => ({ value, label: say(`timeline.${value}` as WordKey) }))}
      />
      {shown === 'stages' ? <Visits module={module} id={id} /> : <Happenings module={module} id={id} shown={shown} writer={writer} />}
    </>
  )
}

interface HappeningsProps {
  readonly module: Module
  readonly id: string
  readonly shown: Shown
  readonly writer: NoteWriter
}

/** Notes and changes in one order, newest first. */
function Happenings({ module, id, shown, writer }: HappeningsProps) {
  const say = useWords()
  const history = useHistory(module, id)
  const notes = useNotes(module, id)
  const { data: approvals = [] } = useApprovals(module, id)
  const { app } = useApp()
  const about = activitiesAbout(app, module)
  const activities = useQueries({ queries: about.map((each) => aboutQuery(app, each.module, each.field, id)) })
  const failed = [history, notes].find((query) => query.isError && !query.data)
  if (failed) return <Failure message={failed.error!.message} retry={() => void failed.refetch()} />
  if (!history.data || !notes.data) return <LoadingLines count={4} />
  const written = shown === 'changes' || shown === 'activities' ? [] : notes.data.pages.flatMap((page) => page.notes)
  // Notes that are not loaded yet are older than the last that is; what happened before them waits until they are.
  const since = notes.hasNextPage && shown === 'all' ? (written.at(-1)?.at ?? '') : ''
  const entries = shown === 'notes' || shown === 'activities' ? [] : history.data.filter(({ at }) => at >= since)
  const items = [
    ...written.map((note) => ({ at: note.at, item: <NoteItem key={note.id} note={note} writer={writer} /> })),
    ...entries.map((entry) => ({
      at: entry.at,
      item: <HistoryItem key={`${entry.version} ${entry.at} ${entry.kind}`} module={module} entry={entry} />,
    })),
    ...(shown === 'notes' || shown === 'changes'
      ? []
      : about.flatMap((each, index) =>
          (activities[index]?.data ?? [])
            .map((record) => ({ at: String(record[each.module.activity.at] ?? ''), record }))
            .filter(({ at }) => at >= since)
            .map(({ at, record }) => ({ at, item: <ActivityItem key={record._id} module={each.module} record={record} /> })),
        )),
    ...(shown === 'notes' || shown === 'activities' ? [] : approvals.flatMap(approvalEvents).filter(({ at }) => at >= since)).map(
      (event) => ({
        at: event.at,
        item: <ApprovalItem key={event.key} module={module} event={event} />,
      }),
    ),
  ].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  if (items.length === 0) return <p className={classes.nothing}>{say('note.none')}</p>
  return (
    <>
      <ol className={classes.history} aria-label={say('history')}>
        {items.map(({ item }) => item)}
      </ol>
      {notes.hasNextPage && shown !== 'changes' && (
        <Button variant="subtle" mt="sm" loading={notes.isFetchingNextPage} onClick={() => void notes.fetchNextPage()}>
          {say('related.more')}
        </Button>
      )}
    </>
  )
}

/** A call, a meeting, a task: who, what, when, and what was said. */
function ActivityItem({ module, record }: { readonly module: ActivityModule; readonly record: RecordData }) {
  const say = useWords()
  const { app, people } = useApp()
  const { kind, at, text, direction } = module.activity
  const members = [kind, direction].flatMap((name) => (name === undefined || record[name] == null ? [] : (memberOf(module, name) ?? [])))
  const when = memberOf(module, at)
  const said = text === undefined ? null : record[text]
  return (
    <li>
      <p className={classes.event}>
        <strong>{people.find((person) => person.id === record._owner)?.name ?? moduleLabel(module)}</strong>{' '}
        {members.map((member) => (
          <MemberCell key={member.name} module={module} member={member} value={record[member.name]} />
        ))}{' '}
        <Link href={modulePath(app.key, module.key, record._id)}>{recordTitle(module, record) ?? say('record.untitled')}</Link>
        <span className={classes.when}>{when && <MemberCell module={module} member={when} value={record[at]} />}</span>
      </p>
      {typeof said === 'string' && <p className={classes.said}>{said}</p>}
    </li>
  )
}

interface ApprovalEvent {
  readonly key: string
  readonly at: string
  readonly by: string | null
  readonly state: Approval['state']
  readonly to: string
  readonly words: string | null
}

/** A request is two events: that it was made, and how it ended. */
function approvalEvents(approval: Approval): ApprovalEvent[] {
  const { id, to, state } = approval
  const asked: ApprovalEvent = { key: id, at: approval.askedAt, by: approval.askedBy, state: 'waiting', to, words: approval.note }
  if (state === 'waiting' || approval.decidedAt === null) return [asked]
  return [asked, { key: `${id} end`, at: approval.decidedAt, by: approval.decidedBy, state, to, words: approval.comment }]
}

function ApprovalItem({ module, event }: { readonly module: Module; readonly event: ApprovalEvent }) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { people } = useApp()
  const stage = textOf(stageOf(module, event.to)?.stage.label, locale, event.to)
  return (
    <li>
      <p className={classes.event}>
        <strong>{people.find((person) => person.id === event.by)?.name ?? say('history.system')}</strong>{' '}
        {say(`approval.state.${event.state}`, { stage })}
        <time dateTime={event.at} title={formats.moment(event.at)}>
          {formats.ago(event.at)}
        </time>
      </p>
      {event.words && <p className={classes.said}>{event.words}</p>}
    </li>
  )
}

const KINDS: Readonly<Record<string, WordKey>> = {
  create: 'history.create',
  update: 'history.update',
  delete: 'history.delete',
  restore: 'history.restore',
  import: 'history.import',
}

function HistoryItem({ module, entry }: { readonly module: Module; readonly entry: HistoryEntry }) {
  const say = useWords()
  const formats = useFormats()
  const { people } = useApp()
  return (
    <li>
      <p className={classes.event}>
        <strong>{people.find((person) => person.id === entry.by)?.name ?? say('history.system')}</strong>{' '}
        {say(KINDS[entry.kind] ?? 'history.update')}
        <time dateTime={entry.at} title={formats.moment(entry.at)}>
          {formats.ago(entry.at)}
        </time>
      </p>
      <Changes module={module} entry={entry} />
    </li>
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
  const locale = useLocale()
  const { app, people } = useApp()
  const visits = useVisits(module, id)
  const pipeline = module.pipeline!
  if (visits.isError) return <Failure message={visits.error.message} retry={() => void visits.refetch()} />
  if (!visits.data) return <LoadingLines count={4} />
  return (
    <ol className={classes.history} aria-label={say('visits')}>
      {visits.data.toReversed().map((visit) => (
        <li key={visit.enteredAt + visit.stage}>
          <p className={classes.event}>
            <StageName pipeline={stageOf(module, visit.stage)?.pipeline ?? pipeline} stage={visit.stage} />
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
          {(visit.reason ?? visit.note) && <p className={classes.said}>{saidOf(module, app.dictionaries, visit, locale)}</p>}
        </li>
      ))}
    </ol>
  )
}

/** Why it moved: the reason by its labels, and the note. */
function saidOf(module: Module, dictionaries: App['dictionaries'], { reason, subReason, note }: Visit, locale: Locale): string {
  const why = subReason ?? reason
  return [why && reasonLabel(module, dictionaries, why, locale), note].filter(Boolean).join(' · ')
}
