// What happened to a record, newest first: notes and changes in one order; and the stages it passed, with the time in each.
import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
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
import { NoteBox } from './NoteBox.tsx'
import { NoteItem } from './NoteItem.tsx'
import { type NoteWriter, useNotes, useNoteWriter } from './notes.tsx'
import classes from './Record.module.css'

type Shown = 'all' | 'notes' | 'changes' | 'stages'

export function Timeline({ module, id }: { readonly module: Module; readonly id: string }) {
  const say = useWords()
  const [shown, setShown] = useState<Shown>('all')
  const choices: readonly Shown[] = module.pipeline ? ['all', 'notes', 'changes', 'stages'] : ['all', 'notes', 'changes']
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
  const failed = [history, notes].find((query) => query.isError && !query.data)
  if (failed) return <Failure message={failed.error!.message} retry={() => void failed.refetch()} />
  if (!history.data || !notes.data) return <LoadingLines count={4} />
  const written = shown === 'changes' ? [] : notes.data.pages.flatMap((page) => page.notes)
  // Notes that are not loaded yet are older than the last that is; what happened before them waits until they are.
  const since = notes.hasNextPage && shown === 'all' ? (written.at(-1)?.at ?? '') : ''
  const entries = shown === 'notes' ? [] : history.data.filter(({ at }) => at >= since)
  const items = [
    ...written.map((note) => ({ at: note.at, item: <NoteItem key={note.id} note={note} writer={writer} /> })),
    ...entries.map((entry) => ({
      at: entry.at,
      item: <HistoryItem key={`${entry.version} ${entry.at} ${entry.kind}`} module={module} entry={entry} />,
    })),
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
