// `stagewright report`: a table report of the app or of a file, as columns of text or as JSON.

import type { ReportTable } from '../../runtime/funnel/report-table.ts'
import { bothOf } from '../../runtime/label.ts'
import { problem } from '../../runtime/problem.ts'
import { systemPrincipal } from '../access/principal.ts'
import { readReport } from '../reports/request.ts'
import { runReport } from '../reports/run.ts'
import type { Command } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { appOf, withStore } from './store.ts'

export const report: Command = {
  name: 'report',
  positionals: ['[KEY]'],
  options: { file: { type: 'string' } },
  shown: '| --file FILE',
  summary: 'Runs a table report of the app, or one from a file.',
  async run({ options, positionals: [key] }) {
    const { file } = options
    if ((typeof key === 'string') === (typeof file === 'string'))
      return {
        problems: [problem('', 'missing', 'Give either the KEY of a report or --file FILE.', '请填写报表的 KEY 或 --file FILE 之一。')],
      }
    const document = typeof file === 'string' ? await readJsonFile(file) : undefined
    if (document && !document.ok) return document
    return withStore(options, async (store) => {
      const host = await appOf(store, options)
      if (!host.ok) return host
      const published = await host.value.current()
      const wanted = readReport(published.app, document ? { definition: document.value } : { report: key })
      if (!wanted.ok) return wanted
      const table = await runReport(host.value.db, published, systemPrincipal('cli'), wanted.value)
      return table.ok ? { text: tableText(table.value), json: table.value } : table
    })
  },
}

function tableText(table: ReportTable): string {
  const heads = table.columns.map((column) => bothOf(column.label, column.key).en)
  const show = (cell: { readonly value: unknown; readonly title?: string | null }) =>
    cell.value === null ? '–' : String(cell.title ?? cell.value)
  const rows = table.rows.map((row) => row.cells.map(show))
  const widths = heads.map((head, index) => Math.max(head.length, ...rows.map((row) => row[index]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (table.columns[index]!.role === 'group' ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!)))
      .join('  ')
      .trimEnd()
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ...(table.truncated ? ['…'] : [])].join('\n')
}
