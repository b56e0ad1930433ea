// `stagewright import`: a file through the same job as the wizard's, run here and now.
import { constants, createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { bothOf } from '../../runtime/label.ts'
import { ok, type Problem } from '../../runtime/problem.ts'
import { createAccounts } from '../access/better-auth.ts'
import { systemPrincipal } from '../access/principal.ts'
import { createRegistry } from '../definitions/registry.ts'
import { startJobs } from '../jobs/worker.ts'
import { importErrors } from '../records/import/log.ts'
import { readMap } from '../records/import/mapping.ts'
import { storeUpload } from '../records/import/upload.ts'
import type { Command } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { appOf, withStore } from './store.ts'

const SHOWN_ERRORS = 20
const POLL = 100

export const importFile: Command = {
  name: 'import',
  positionals: ['MODULE', 'FILE'],
  options: { map: { type: 'string' }, history: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  shown: '--map FILE [--history] [--dry-run]',
  summary: 'Imports records, or with --history the stages they passed, from a CSV or XLSX file.',
  async run({ options, positionals }) {
    if (typeof options.map !== 'string') throw new Error('say how columns become fields with --map FILE')
    const document = await readJsonFile(options.map)
    if (!document.ok) return document
    const map = readMap(options.history ? 'history' : 'record', document.value)
    if (!map.ok) return map
    const [module, file] = positionals as [string, string]
    await access(file, constants.R_OK)
    return withStore(options, async (store) => {
      const found = await appOf(store, options)
      if (!found.ok) return found
      const host = found.value
      const accounts = await createAccounts(store)
      const jobs = startJobs({ store, apps: createRegistry(store), accounts, log: (entry) => console.error(JSON.stringify(entry)) })
      const stored = await storeUpload(host.db, async (add) => {
        for await (const piece of createReadStream(file)) await add(piece)
        return ok(undefined)
      })
      if (!stored.ok) return stored
      const upload = stored.value
      const input = { upload, module, mode: options.history ? 'history' : 'records', map: map.value, dryRun: options['dry-run'] === true }
      const id = await jobs.add(host, { kind: 'import', name: file, input }, systemPrincipal('cli'))
      let job = await jobs.get(host, id)
      while (job?.state === 'waiting' || job?.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, POLL))
        job = await jobs.get(host, id)
      }
      await jobs.close()
      const result = job?.result as { problems?: Problem[]; error?: string } & Record<string, unknown>
      if (result?.problems) return { problems: result.problems }
      if (job?.state !== 'done') throw new Error(result?.error ?? `the import ended as ${job?.state}`)
      const errors = await importErrors(host.db, id, { limit: SHOWN_ERRORS })
      const counts = ['created', 'updated', 'skipped', 'failed', 'related'].map((name) => `${name} ${String(result[name])}`).join(', ')
      const lines = errors.map((each) => `  line ${each.line}, ${each.field} "${each.value}": ${bothOf(each.reason).en}`)
      return { text: [`${result.dryRun ? 'dry run: ' : ''}${counts}`, ...lines].join('\n'), json: { import: id, ...result, errors } }
    })
  },
}
