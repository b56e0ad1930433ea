// A view of the draft over records of the live app, as far as both know its fields: rows of a list, cards of a board, entries by date.
import { useMemo } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import { linkDefinition } from '../../../runtime/definition/link.ts'
import type { ModuleDefinition, ViewDefinition } from '../../../runtime/definition/types.ts'
import { textOf } from '../../../runtime/label.ts'
import { MemberCell } from '../../../runtime/ui/data/MemberCell.tsx'
import { isNumeric, memberOf, type ShownMember } from '../../../runtime/ui/data/members.ts'
import { useRecordPages } from '../../../runtime/ui/data/records.tsx'
import { StageName } from '../../../runtime/ui/data/StageName.tsx'
import type { RecordData } from '../../../runtime/ui/data/shapes.ts'
import { sortText } from '../../../runtime/ui/list/view-changes.ts'
import { judge } from '../../../runtime/ui/rules/judge.ts'
import { LoadingLines } from '../../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useDraft } from '../../editor/draft-context.tsx'
import { useTell } from '../../words/text.tsx'
import { useMembers } from '../members.ts'
import { words } from '../words.ts'
import classes from './Views.module.css'

/** A board needs more of them to have something in each column. */
const MOST = { list: 20, board: 60, calendar: 30 } as const

interface ViewPreviewProps {
  readonly module: ModuleDefinition
  readonly view: ViewDefinition
}

export function ViewPreview({ module, view }: ViewPreviewProps) {
  const tell = useTell()
  const locale = useLocale()
  const { page } = useDraft()
  const live = useMemo(() => {
    const { settings } = page.definition
    return linkDefinition({ ...page.definition, settings: { ...settings, locale } }).app.modules.get(module.key)
  }, [page.definition, locale, module.key])
  return (
    <div className={classes.preview}>
      <header className={classes.previewHead}>
        <h2>{textOf(view.label, locale, view.key)}</h2>
        <small>{tell(words.previewNote, { count: MOST[view.type] })}</small>
      </header>
      {live ? <LivePreview module={module} view={view} live={live} /> : <p className={classes.none}>{tell(words.moduleNotLive)}</p>}
    </div>
  )
}

function LivePreview({ module, view, live }: ViewPreviewProps & { readonly live: Module }) {
  const tell = useTell()
  const names = new Map(useMembers(module).map(({ name, label }) => [name, label]))
  const shown = view.fields.flatMap((name) => memberOf(live, name) ?? [])
  const missing = view.fields.filter((name) => !memberOf(live, name))
  const where = useMemo(
    () => (view.where === undefined ? undefined : judge(view.where, live.shape, 'boolean', { sql: true })),
    [view.where, live],
  )
  const date = view.type === 'calendar' && view.date !== undefined ? memberOf(live, view.date) : undefined
  const known = (name: string | undefined) => (name !== undefined && memberOf(live, name) ? [name] : [])
  const stage = view.type === 'board' ? known('_stage') : []
  const sort = (view.sort ?? [])
    .filter(({ field }) => memberOf(live, field) || field === '_id')
    .map(({ field, descending }) => ({ field, descending: descending === true }))
  const fields = [...new Set([...shown.map(({ name }) => name), ...stage, ...known(view.group), ...(date ? [date.name] : [])])]
  const { data, isPending } = useRecordPages(
    live,
    {
      fields,
      where: where?.state === 'right' ? view.where : undefined,
      sort: date ? date.name : sortText(sort),
      limit: MOST[view.type],
    },
    fields.length > 0,
  )
  const records = data?.pages[0]?.records ?? []
  const unknown = where !== undefined && where.state !== 'right'
  return (
    <>
      {(missing.length > 0 || unknown) && (
        <p className={classes.notLive}>
          {missing.length > 0 &&
            tell(words.notLive, { names: missing.map((name) => names.get(name) ?? name).join(tell({ en: ', ', 'zh-CN': '、' })) })}{' '}
          {unknown && tell(words.conditionNotLive)}
        </p>
      )}
      {isPending && fields.length > 0 ? (
        <LoadingLines count={6} />
      ) : records.length === 0 ? (
        <p className={classes.none}>{tell(words.noRecords)}</p>
      ) : view.type === 'board' ? (
        <BoardPreview view={view} live={live} shown={shown} records={records} />
      ) : (
        <Rows live={live} shown={date ? [date, ...shown.filter(({ name }) => name !== date.name)] : shown} records={records} view={view} />
      )}
    </>
  )
}

interface RowsProps {
  readonly live: Module
  readonly shown: readonly ShownMember[]
  readonly records: readonly RecordData[]
  readonly view: ViewDefinition
}

function Rows({ live, shown, records, view }: RowsProps) {
  const tell = useTell()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={tell(words.preview)}>
      <table className={classes.table}>
        <thead>
          <tr>
            {shown.map((member) => (
              <th
                key={member.name}
                data-numeric={isNumeric(member.storage) || undefined}
                style={view.widths?.[member.name] === undefined ? undefined : { minWidth: view.widths[member.name] }}
              >
                {member.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record._id}>
              {shown.map((member) => (
                <td key={member.name} data-numeric={isNumeric(member.storage) || undefined}>
                  <MemberCell module={live} member={member} value={record[member.name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function BoardPreview({ view, live, shown, records }: RowsProps) {
  const tell = useTell()
  const pipeline = live.pipelines.find(({ key }) => key === view.pipeline) ?? live.pipeline
  if (!pipeline) return <p className={classes.none}>{tell(words.needsPipeline)}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard
    <section className={classes.board} tabIndex={0} aria-label={tell(words.preview)}>
      {pipeline.stages.map((stage) => {
        const own = records.filter((record) => record._stage === stage.key)
        return (
          <div key={stage.key} className={classes.lane}>
            <div className={classes.laneHead}>
              <StageName pipeline={pipeline} stage={stage.key} />
              <small className="num">{own.length}</small>
            </div>
            {own.slice(0, 4).map((record) => (
              <div key={record._id} className={classes.card}>
                {shown.map((member) => (
                  <div key={member.name}>
                    <MemberCell module={live} member={member} value={record[member.name]} />
                  </div>
                ))}
              </div>
            ))}
          </div>
        )
      })}
    </section>
  )
}
