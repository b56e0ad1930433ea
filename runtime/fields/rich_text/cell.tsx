// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellText } from '../cell-text.tsx'
import { MarkedBlocks } from '../marked-blocks.tsx'
import { plainMarked } from '../marked-text.ts'
import type { CellProps } from '../view-contract.ts'

/** Of a long text a list shows the beginning, and need read no more. */
const SHOWN = 400

export function Cell({ value, compact }: CellProps) {
  if (value === null || value === undefined) return null
  if (!compact) return <MarkedBlocks text={String(value)} />
  const words = plainMarked(String(value).slice(0, SHOWN))
  return <CellText title={words}>{words}</CellText>
}
