// The quiet text of a cell: 13 px, one line in dense tables; numbers stand right with digits of one width.
import type { CSSProperties, ReactNode } from 'react'

const LINE: CSSProperties = { display: 'block', fontSize: 13, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }
const NUMBER: CSSProperties = { ...LINE, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }
const PROSE: CSSProperties = { display: 'block', fontSize: 13, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }

interface CellTextProps {
  readonly children: ReactNode
  readonly title?: string | undefined
  readonly kind?: 'line' | 'number' | 'prose'
}

export function CellText({ children, title, kind = 'line' }: CellTextProps) {
  return (
    <span style={kind === 'number' ? NUMBER : kind === 'prose' ? PROSE : LINE} title={title}>
      {children}
    </span>
  )
}
