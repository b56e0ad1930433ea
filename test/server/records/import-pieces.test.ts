// A file that is read and stored in pieces is the file it would be as a whole, wherever it is cut; and nothing is left of one that never arrived.
import { request } from 'node:http'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fail, ok, problem, type Result } from '../../../runtime/problem.ts'
import type { Database } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import { csvLine, readCsv } from '../../../server/records/import/csv.ts'
import { type FilePieces, piecesOf, wholeOf } from '../../../server/records/import/file-pieces.ts'
import { type FileForm, openSource } from '../../../server/records/import/source.ts'
import { openUpload, storeUpload } from '../../../server/records/import/upload.ts'
import { newApp } from '../../helpers/app.ts'
import { newPlace, onBothDatabases } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer } from '../../helpers/server.ts'

function cutAt(bytes: Uint8Array, places: readonly number[]): FilePieces {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return {
    async *pieces() {
      for (const [index, cut] of cuts.entries()) if (index > 0) yield bytes.subarray(cuts[index - 1], cut)
    },
  }
}

async function rowsOf(file: FilePieces, form: FileForm = { delimiter: ',' }): Promise<Result<unknown>> {
  const source = await openSource(file, form)
  if (!source.ok) return source
  const { rows, encoding, headings, lines } = source.value
  const out: unknown[] = []
  for (let row = await rows.next(); !row.done; row = await rows.next()) out.push(row.value)
  return ok({ encoding, headings, lines, rows: out })
}

const cell = fc.oneof(
  fc.constantFrom('', 'a', '"', ',', 'x\ny', '商机', '张三，李四', '😀', '\ufeff', 'a"b', '12.5', ' '),
  fc.string({ maxLength: 6 }),
)
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 })
const cuts = fc.array(fc.nat(2000), { maxLength: 12 })

it('gives the same rows wherever it is cut, in every encoding', async () => {
  let texts = 0
  await fc.assert(
    fc.asyncProperty(table, cuts, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'), async (cells, places, encoding) => {
      texts += 1
      const text = `head,line\r\n${cells.map(csvLine).join('')}`
      const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
      const bytes = encoding === 'utf-8' ? Buffer.from(text) : encoding === 'utf-16le' ? wide : wide.swap16()
      const whole = await rowsOf(piecesOf(bytes))
      expect(await rowsOf(cutAt(bytes, places))).toEqual(whole)
      if (!whole.ok) throw new Error(JSON.stringify(whole.problems))
      expect((whole.value as { rows: unknown[] }).rows).toHaveLength(readCsv(text, ',').length - 1)
    }),
    { numRuns: 300 },
  )
  console.log(`${texts} texts cut at random`)
})

it('refuses a file that breaks its encoding in the last piece, and one that ends within a character', async () => {
  const chinese = Buffer.from('名称,金额\n商机,1\n')
  for (const broken of [Buffer.concat([chinese, Buffer.from([0xff])]), chinese.subarray(0, 2)])
    for (const places of [[], [1], [5, 6, 7]]) expect((await rowsOf(cutAt(broken, places), { encoding: 'utf-8' })).ok).toBe(false)
})

const MEGABYTE = 1 << 20

onBothDatabases('uploads', (dialect) => {
  const stored = async (db: Database) => Number((await db.get(statement(dialect, 'SELECT count(*) AS n FROM "_upload"')))?.n)

  it('of any size come back as they were, whatever pieces they came in', async () => {
    const place = await newPlace(dialect)
    try {
      const { db } = (await newApp(await place.connect(), salesDefinition())).host
      for (const size of [0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 70_001]) {
        const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256)
        const upload = await storeUpload(db, async (add) => {
          for (let at = 0; at < size; at += 65_537) await add(bytes.subarray(at, at + 65_537))
          return ok(undefined)
        })
        if (!upload.ok) throw new Error('refused')
        const file = await openUpload(db, upload.value)
        expect(Buffer.compare(await wholeOf(file!), bytes)).toBe(0)
        // A second reading begins anew.
        expect((await wholeOf(file!)).length).toBe(size)
      }
      expect(await openUpload(db, 'nothing')).toBeUndefined()
    } finally {
      await place.remove()
    }
  })

  it('that are refused or break off leave nothing', async () => {
    const place = await newPlace(dialect)
    try {
      const { db } = (await newApp(await place.connect(), salesDefinition())).host
      const refused = await storeUpload(db, async (add) => {
        await add(new Uint8Array(2 * MEGABYTE))
        return fail(problem('', 'too_large', 'too large', '过大'))
      })
      expect(refused.ok).toBe(false)
      const broken = storeUpload(db, async (add) => {
        await add(new Uint8Array(2 * MEGABYTE))
        throw new Error('the connection ended')
      })
      await expect(broken).rejects.toThrow('the connection ended')
      expect(await stored(db)).toBe(0)
    } finally {
      await place.remove()
    }
  })

  it('over HTTP that are cut off, too large, or no table leave nothing, and the server goes on', async () => {
    const place = await newPlace(dialect)
    const server = await startTestServer(place, () => {})
    try {
      await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
      const { db } = (await server.server.services.apps.get('sales'))!
      const send = (headers: Record<string, string>, pieces: readonly Uint8Array[], cut: boolean) =>
        new Promise<number | string>((resolve) => {
          const outgoing = request(`${server.server.url}/api/v1/apps/sales/imports/deal/upload`, {
            method: 'POST',
            headers: { cookie: server.admin.cookie, 'content-type': 'text/csv', ...headers },
          })
          outgoing.on('response', (incoming) => {
            incoming.resume()
            resolve(incoming.statusCode!)
          })
          outgoing.on('error', (error) => resolve((error as { code?: string }).code ?? 'error'))
          for (const piece of pieces) outgoing.write(piece)
          if (cut) setTimeout(() => outgoing.destroy(new Error('cut')), 100)
          else outgoing.end()
        })
      expect(await send({ 'content-length': String(8 * MEGABYTE) }, [new Uint8Array(2 * MEGABYTE)], true)).toBe('error')
      expect(await send({ 'content-length': String(201 * MEGABYTE) }, [new Uint8Array(1)], true)).toBe(413)
      expect(await send({}, [Buffer.from([0xd0, 0xcf, 0x11, 0xe0])], false)).toBe(400)
      const ends = Date.now() + 5000
      while ((await stored(db)) > 0 && Date.now() < ends) await new Promise((resolve) => setTimeout(resolve, 20))
      expect(await stored(db)).toBe(0)
      expect(await send({}, [Buffer.from('Name\nA\n')], false)).toBe(201)
      expect(await stored(db)).toBe(1)
    } finally {
      await server.close()
      await place.remove()
    }
  })
})
