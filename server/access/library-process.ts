// The other side of library.ts: the process the library is loaded in. It is told what it works for, then answers one request after the other, and ends when
// the server lets go of it.
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { libraryDatabase } from '../database/library-database.ts'
import type { LibraryAnswer, LibraryCall, LibraryRequest, LibrarySetUp, LibraryUser } from './library.ts'
import { APP_NAME, libraryOptions } from './library-options.ts'

type Library = Awaited<ReturnType<typeof open>>
let library: Promise<Library> | undefined

process.on('message', async (message: LibrarySetUp | LibraryRequest) => {
  if (!library) library = open(message as LibrarySetUp)
  else process.send!(await answer(message as LibraryRequest))
})
// Whoever stops the server by its keyboard stops this too, but only the server knows when the last one has been answered.
process.on('SIGINT', () => undefined)
process.once('disconnect', () => process.exit())

async function open({ target, secret, publicUrl }: LibrarySetUp) {
  const options = { ...libraryOptions(await libraryDatabase(target), secret, publicUrl), plugins: [twoFactor({ issuer: APP_NAME })] }
  return { options, auth: betterAuth(options) }
}

async function answer(request: LibraryRequest): Promise<LibraryAnswer> {
  const { number } = request
  try {
    const opened = await library!
    if (request.kind === 'migrate') return { number, ...(await migrate(opened)) }
    if (request.kind === 'user') return { number, ...(await createUser(opened, request.user)) }
    const response = await call(opened, request.name, request.body, new Headers(request.headers as [string, string][]))
    return { number, status: response.status, cookies: response.headers.getSetCookie(), text: await response.text() }
  } catch (error) {
    const { message, code, statusCode } = error as Error & { code?: unknown; statusCode?: number }
    // The library refuses with an error of its own that carries an HTTP status.
    if (statusCode !== undefined) return { number, status: statusCode, cookies: [], text: '' }
    return { number, error: message, ...(typeof code === 'string' ? { code } : {}) }
  }
}

function call({ auth }: Library, name: LibraryCall, body: object, headers: Headers): Promise<Response> {
  const work = auth.api[name] as unknown as (input: { body: object; headers: Headers; asResponse: true }) => Promise<Response>
  return work({ body, headers, asResponse: true })
}

async function createUser({ auth }: Library, { name, email, password, admin, roles }: LibraryUser): Promise<{ user: string | null }> {
  const context = await auth.$context
  const { internalAdapter } = context
  if (await internalAdapter.findUserByEmail(email)) return { user: null }
  const created = await internalAdapter.createUser(
    { name, email, emailVerified: true, admin, disabled: false, roles },
    { method: 'email-password' },
  )
  await internalAdapter.linkAccount({
    userId: created.id,
    providerId: 'credential',
    accountId: created.id,
    password: await context.password.hash(password),
  })
  return { user: created.id }
}

async function migrate({ options }: Library): Promise<{ done: true }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await (await getMigrations(options)).runMigrations()
      return { done: true }
    } catch (error) {
      // Two processes starting at once may both try to create the tables; the second finds them on the next look.
      if (attempt >= 3) throw error
    }
  }
}
