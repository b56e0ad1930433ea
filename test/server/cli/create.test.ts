// `stagewright create` with sample data, as a process of its own, before and after there is anybody to own them.
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { startTestServer } from '../../helpers/server.ts'

const entry = resolve(import.meta.dirname, '../../../server/cli/stagewright.js')

function run(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [entry, ...args], { maxBuffer: 1 << 24 }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out: String(out), err: String(err) }),
    )
    child.stdin?.end(input)
  })
}

onBothDatabases('stagewright create', (dialect) => {
  let place: Place
  let where: string[]

  beforeAll(async () => {
    place = await newPlace(dialect)
    where = 'data' in place.target ? ['--data', place.target.data] : ['--database', place.target.url]
  })
  afterAll(() => place.remove())

  it('fills an app before anybody is there, and says what to do next', async () => {
    const settings = ['--locale', 'en', '--time-zone', 'Europe/Berlin', '--currency', 'EUR']
    const made = await run(['create', '--template', 'b2b', '--sample', '--key', 'acme', '--name', 'Acme CRM', ...settings, ...where])
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toContain('acme: version 1')
    expect(made.out).toContain('Deals 300')
    expect(made.out).toMatch(/npx stagewright serve --data|npx stagewright serve --database/)
    const exported = JSON.parse((await run(['export', '--json', ...where])).out)
    expect(exported).toMatchObject({
      key: 'acme',
      label: 'Acme CRM',
      settings: { locale: 'en', timeZone: 'Europe/Berlin', currency: 'EUR' },
    })
    const report = JSON.parse((await run(['report', 'by_stage', '--json', ...where])).out)
    expect(report.rows).toHaveLength(8)
  })

  it('gives the records to the first person, however that one comes', async () => {
    await run(
      ['user', 'create', '--email', 'admin@example.com', '--name', 'Admin', '--password-stdin', '--admin', ...where],
      'correct horse\n',
    )
    const server = await startTestServer(place)
    try {
      const { records } = await server.admin.ok('GET', '/apps/acme/records/deal?limit=20')
      const [me] = (await server.admin.ok('GET', '/users')).users
      for (const record of records) expect(record._owner).toBe(me.id)
    } finally {
      await server.close()
    }
    const second = await run(['create', '--template', 'b2b', '--sample', '--json', ...where])
    expect(JSON.parse(second.out)).toMatchObject({ key: 'b2b', version: 1, sample: { deal: 300 } })
  })

  it('refuses what cannot be', async () => {
    for (const [args, code] of [
      [['--template', 'b2b', '--key', 'acme'], 'app_exists'],
      [['--template', 'b2b', '--key', 'other', '--time-zone', 'Mars/Olympus'], 'time_zone'],
      [['--template', 'b2b', '--key', 'other', '--locale', 'fr'], 'not_allowed'],
      [['--template', 'nothing', '--sample'], 'no_such_template'],
      [['--sample'], 'missing'],
    ] as const) {
      const refused = await run(['create', ...args, '--json', ...where])
      expect(refused.code, args.join(' ')).toBe(1)
      expect(JSON.parse(refused.out).problems[0].code, args.join(' ')).toBe(code)
    }
    expect(JSON.parse((await run(['export', '--json', '--app', 'other', ...where])).out).problems).toBeDefined()
  })
})
