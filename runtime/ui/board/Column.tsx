// A column: the stage with count and sum in its head, cards that are fetched as one scrolls, a line to add one.

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { ActionIcon, Tooltip } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Module, Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import type { ShownMember } from '../data/members.ts'
import { type ListRequest, useRecordPages } from '../data/records.tsx'
import type { RecordData, StageFigures } from '../data/shapes.ts'
import type { ListState } from '../list/list-state.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { Card } from './Card.tsx'
import { QuickAdd } from './QuickAdd.tsx'

interface ColumnProps {
  readonly module: Module
  readonly stage: Stage
  readonly figures: StageFigures | undefined
  readonly request: ListRequest
  readonly members: readonly ShownMember[]
  readonly sum: string | undefined
  readonly state: ListState
  /** Absent where the reader may not move cards. */
  readonly onMove: ((record: RecordData, to: Stage) => Promise<void>) | undefined
  readonly onIds: (stage: string, ids: readonly string[]) => void
}

const NO_RECORDS: readonly RecordData[] = []

export function Column({ module, stage, figures, request, members, sum, state, onMove, onIds }: ColumnProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { abilities } = useApp()
  const column = useRef<HTMLElement>(null)
  const list = useRef<HTMLElement>(null)
  const end = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const [adding, setAdding] = useState(false)
  const pages = useRecordPages(module, request)
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const records = useMemo(() => data?.pages.flatMap((page) => page.records) ?? NO_RECORDS, [data])
  const name = textOf(stage.label, locale, stage.key)
  const storage = sum === undefined ? undefined : module.fields.get(sum)?.storage
  const currency = storage?.kind === 'decimal' ? storage.currency : undefined

  useEffect(
    () =>
      onIds(
        stage.key,
        records.map((record) => record._id),
      ),
    [onIds, stage.key, records],
  )
  useEffect(() => {
    const element = column.current
    if (!element || !list.current || !onMove) return
    return combine(
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.kind === 'card',
        getData: () => ({ stage: stage.key }),
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
      autoScrollForElements({ element: list.current }),
    )
  }, [onMove, stage.key])
  useEffect(() => {
    const element = end.current
    if (!element || !hasNextPage || isFetchingNextPage) return
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && void fetchNextPage(), {
      root: list.current,
      rootMargin: '400px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <section ref={column} className={classes.column} data-over={over || undefined} aria-label={name}>
      <header className={classes.head}>
        <span className={classes.mark} style={stageFill(module.pipeline!, stage)} aria-hidden />
        <h2 title={name}>{name}</h2>
        <span className={`${classes.count} num`}>{figures ? formats.number(figures.count) : ''}</span>
        {stage.type === 'open' && abilities(module.key).create && (
          <Tooltip label={say('board.add', { stage: name })}>
            <ActionIcon size={24} aria-label={say('board.add', { stage: name })} onClick={() => setAdding(true)}>
              <Plus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
        <span className={`${classes.sum} num`}>
          {figures?.sum === null || figures?.sum === undefined
            ? ''
            : currency
              ? formats.money(figures.sum, currency, true)
              : formats.number(figures.sum)}
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={list} className={classes.cards} tabIndex={0} aria-label={say('board.cards', { stage: name })}>
        {adding && <QuickAdd module={module} stage={stage} onClose={() => setAdding(false)} />}
        {pages.isPending && <LoadingLines count={3} height={56} />}
        {pages.isError && !data && <Failure message={pages.error.message} retry={() => void pages.refetch()} />}
        {data && records.length === 0 && !adding && <p className={classes.none}>{say('board.none')}</p>}
        {records.map((record) => (
          <Card key={record._id} module={module} stage={stage} record={record} members={members} state={state} onMove={onMove} />
        ))}
        <div ref={end} />
        {isFetchingNextPage && <LoadingLines count={1} height={56} />}
      </section>
    </section>
  )
}
