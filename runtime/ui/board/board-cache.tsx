// The columns of a board as the browser holds them, and a move made in them before the server has answered.
import type { Module } from '../../definition/app.ts'
import { queryClient } from '../data/queries.tsx'
import { type ListRequest, listKey, type Pages } from '../data/records.tsx'
import type { RecordData, StageFigures } from '../data/shapes.ts'

export interface BoardQuery {
  readonly app: string
  readonly module: Module
  /** The request of a column. */
  column(stage: string): ListRequest
  /** The key under which the figures of the column heads are held. */
  readonly figures: readonly unknown[]
}

/** Puts a card at the head of another column at once. Gives back what takes the move back. */
export async function moveCard(board: BoardQuery, record: RecordData, to: string, sum: string | undefined): Promise<() => void> {
  const from = String(record._stage)
  const keys = [listKey(board.app, board.module.key, board.column(from)), listKey(board.app, board.module.key, board.column(to))] as const
  // An answer on its way would put the card back where it was.
  await Promise.all([...keys, board.figures].map((queryKey) => queryClient.cancelQueries({ queryKey: [...queryKey], exact: true })))
  const [source, target] = keys.map((key) => queryClient.getQueryData<Pages>(key))
  const figures = queryClient.getQueryData<StageFigures[]>([...board.figures])
  const moved: RecordData = { ...record, _stage: to, _stage_at: new Date().toISOString() }
  if (source)
    queryClient.setQueryData<Pages>(
      keys[0],
      mapRecords(source, (records) => records.filter(({ _id }) => _id !== record._id)),
    )
  if (target) {
    let first = true
    queryClient.setQueryData<Pages>(
      keys[1],
      mapRecords(target, (records) => {
        const head = first ? [moved] : []
        first = false
        return [...head, ...records]
      }),
    )
  }
  if (figures) {
    const amount = sum === undefined ? 0 : Number(record[sum] ?? 0)
    queryClient.setQueryData<StageFigures[]>(
      [...board.figures],
      figures.map((each) => {
        const by = each.stage === from ? -1 : each.stage === to ? 1 : 0
        return by === 0
          ? each
          : { ...each, count: each.count + by, sum: each.sum === null && amount === 0 ? null : (each.sum ?? 0) + by * amount }
      }),
    )
  }
  return () => {
    queryClient.setQueryData(keys[0], source)
    queryClient.setQueryData(keys[1], target)
    queryClient.setQueryData([...board.figures], figures)
  }
}

function mapRecords(pages: Pages, change: (records: readonly RecordData[]) => readonly RecordData[]): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, records: change(page.records) })) }
}
