// One value of a record as a cell, card or line shows it. Stages are shown by name with their mark; everything else by its field type.
import type { Module } from '../../definition/app.ts'
import { FIELD_CELLS } from '../../fields/cells.tsx'
import { stageOf } from '../../pipeline/visits.ts'
import { useWords } from '../words/words.tsx'
import { useFormats } from './formats.tsx'
import type { ShownMember } from './members.ts'
import { StageName } from './StageName.tsx'

interface MemberCellProps {
  readonly module: Module
  readonly member: ShownMember
  readonly value: unknown
  readonly compact?: boolean
}

export function MemberCell({ module, member, value, compact = true }: MemberCellProps) {
  if (member.name === '_stage' && module.pipeline)
    return <StageName pipeline={stageOf(module, value)?.pipeline ?? module.pipeline} stage={String(value ?? '')} />
  if (member.name === '_stage_at') return typeof value === 'string' ? <Since instant={value} /> : null
  if (member.name === '_stage_due') return typeof value === 'string' ? <Due instant={value} /> : null
  // Moments the system notes are exact to the millisecond; nobody reads them so.
  if (!member.source && member.storage.kind === 'instant') return typeof value === 'string' ? <Moment instant={value} /> : null
  const Cell = FIELD_CELLS.get(member.type.name)
  return Cell ? <Cell field={member.field} context={member.context} value={value ?? null} compact={compact} /> : null
}

/** Since when a record has been in its stage, told as how long ago. */
function Since({ instant }: { readonly instant: string }) {
  const formats = useFormats()
  return (
    <time dateTime={instant} title={formats.moment(instant)} className="num" style={{ fontSize: 13, whiteSpace: 'nowrap' }}>
      {formats.ago(instant)}
    </time>
  )
}

/** When the limit of a stage ends; what is over is told as that. */
function Due({ instant }: { readonly instant: string }) {
  const say = useWords()
  const formats = useFormats()
  const over = Date.now() - Date.parse(instant)
  if (over < 0) return <Moment instant={instant} />
  return (
    <time
      dateTime={instant}
      title={formats.moment(instant)}
      className="num"
      style={{ fontSize: 13, whiteSpace: 'nowrap', color: 'var(--red)' }}
    >
      {say('stage.over', { span: formats.span(over) })}
    </time>
  )
}

function Moment({ instant }: { readonly instant: string }) {
  const formats = useFormats()
  return (
    <time dateTime={instant} title={instant} className="num" style={{ fontSize: 13, whiteSpace: 'nowrap' }}>
      {formats.moment(instant)}
    </time>
  )
}
