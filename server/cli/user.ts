// `stagewright user create`: a user without an invitation, for scripts and for getting back in.
import { problem } from '../../runtime/problem.ts'
import { createAccounts } from '../access/better-auth.ts'
import { createRegistry } from '../definitions/registry.ts'
import { adoptSamples } from '../samples/owners.ts'
import type { Command } from './command.ts'
import { withStore } from './store.ts'

export const createUser: Command = {
  name: 'user create',
  positionals: [],
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    'password-stdin': { type: 'boolean' },
    admin: { type: 'boolean' },
    role: { type: 'string' },
  },
  shown: '--email ADDRESS --name NAME --password-stdin [--admin] [--app KEY --role KEY]',
  summary: 'Creates a user; the password is read from standard input.',
  async run({ options }) {
    const { email, name, app, role } = options
    if (typeof email !== 'string' || typeof name !== 'string' || !options['password-stdin']) {
      return {
        problems: [problem('', 'missing', 'Give --email, --name and --password-stdin.', '请填写 --email、--name 与 --password-stdin。')],
      }
    }
    if ((app === undefined) !== (role === undefined))
      return { problems: [problem('--role', 'missing', 'Give --app and --role together.', '--app 与 --role 需同时填写。')] }
    const password = (await readStandardInput()).replace(/\r?\n$/, '')
    return withStore(options, async (store) => {
      const accounts = await createAccounts(store)
      const roles = typeof app === 'string' && typeof role === 'string' ? { [app]: [role] } : {}
      const created = await accounts.createUser({ email, name, password, admin: options.admin === true, roles })
      if (created.ok && (await accounts.users()).length === 1) await adoptSamples(createRegistry(store), created.value.id)
      return created.ok
        ? { text: `✓ ${created.value.email} (${created.value.id})`, json: { id: created.value.id, email: created.value.email } }
        : created
    })
  },
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
