// The command line as people use it: processes of its own, both databases, text and JSON.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const entry = resolve(import.meta.dirname, '../../../server/cli/stagewright.js')

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

function run(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entry, ...args], { maxBuffer: 1 << 24 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: String(out), err: String(err) }),
    )
    child.stdin?.end(input)
  })
}

onBothDatabases('stagewright', (dialect) => {
  let place: Place
  let where: string[]
  const folder = mkdtempSync(join(tmpdir(), 'stagewright-cli-'))
  const file = (name: string, content: unknown) => {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  const json = async (...args: string[]) => JSON.parse((await run([...args, ...where, '--json'])).out)

  beforeAll(async () => {
    place = await newPlace(dialect)
    where = 'data' in place.target ? ['--data', place.target.data] : ['--database', place.target.url]
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await place.remove()
  })

  it('creates, exports byte for byte, plans, applies, imports, reports', async () => {
    const definition = file('sales.json', salesDefinition())
    expect((await run(['create', '--file', definition, ...where])).out).toContain('sales: version 1')
    const out = join(folder, 'out.json')
    await run(['export', '--out', out, ...where])
    expect(readFileSync(out, 'utf8')).toBe(canonicalText(salesDefinition()))
    const printed = await run(['export', ...where])
    expect(printed.out).toBe(canonicalText(salesDefinition()))

    const csv = file('deals.csv', 'Name,Amount,Account,Source\nFirst,"1,200.50",Acme,web\nSecond,abc,Acme,web\nThird,10,Beta,fair\n')
    const map = file('map.json', {
      numberFormat: { decimal: '.', group: ',' },
      columns: [
        { column: 'Name', field: 'name' },
        { column: 'Amount', field: 'amount' },
        { column: 'Account', field: 'account', createMissing: true },
        { column: 'Source', field: 'source' },
      ],
    })
    const dry = await json('import', 'deal', csv, '--map', map, '--dry-run')
    expect(dry).toMatchObject({ dryRun: true, created: 2, failed: 1, related: 2 })
    expect((await json('report', 'by_stage')).rows).toEqual([])
    const imported = await json('import', 'deal', csv, '--map', map)
    expect(imported).toMatchObject({ created: 2, failed: 1, related: 2, errors: [{ line: 3, field: 'Amount', value: 'abc' }] })
    const report = await run(['report', 'by_stage', ...where])
    expect(report.out).toMatch(/need\s+2\s+1210\.5/)

    const changed = salesDefinition() as any
    changed.modules[1].fields[5].options = [{ key: 'fair' }, { key: 'referral' }]
    changed.modules[1].views = []
    const next = file('next.json', changed)
    const plan = await run(['plan', next, ...where])
    expect(plan.out).toContain('choice:deal.source:web')
    expect(plan.out).toContain('改为')
    const refused = await run(['apply', next, ...where])
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('choice:deal.source:web') })
    const applied = await run([
      'apply',
      next,
      '--decisions',
      file('decisions.json', { 'choice:deal.source:web': 'fair' }),
      '--note',
      'less',
      ...where,
    ])
    expect(applied.out).toContain('version 2')
    const adHoc = file('report.json', {
      key: 'x',
      type: 'table',
      module: 'deal',
      groups: [{ key: 's', by: 'source' }],
      measures: [{ key: 'n', aggregate: 'count' }],
    })
    expect((await json('report', '--file', adHoc)).rows.map((row: any) => row.cells.map((cell: any) => cell.value))).toEqual([['fair', 2]])
  })

  it('imports stage history', async () => {
    const csv = file('history.csv', 'deal,stage,at\nD-0001,need,2026-01-01T00:00:00Z\nD-0001,quote,2026-01-03T00:00:00Z\n')
    const map = file('history-map.json', {
      record: { column: 'deal', field: 'number' },
      stage: { column: 'stage' },
      enteredAt: { column: 'at' },
    })
    const result = await json('import', 'deal', csv, '--map', map, '--history')
    expect(result).toMatchObject({ updated: 1, failed: 0 })
  })

  it('creates users from standard input, and refuses what it does not understand', async () => {
    const made = await run(
      ['user', 'create', '--email', 'x@example.com', '--name', 'X', '--password-stdin', '--admin', ...where],
      'a long password\n',
    )
    expect(made.out).toContain('x@example.com')
    expect(await run(['user', 'create', '--email', 'x@example.com', '--name', 'X', '--password-stdin', ...where], 'short')).toMatchObject({
      code: 1,
    })
    for (const args of [['nothing'], ['validate'], ['plan', 'a', 'b'], ['serve', '--colour']])
      expect((await run(args)).code, args.join(' ')).toBe(2)
    expect((await run(['help'])).out).toContain('stagewright import')
    expect((await run(['export', '--app', 'nope', ...where])).code).toBe(1)
    expect((await run(['validate', join(folder, 'missing.json')])).err).toContain('ENOENT')
    const wrong = await run(['validate', file('wrong.json', '{"format":1,')])
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('JSON') })
  })
})
