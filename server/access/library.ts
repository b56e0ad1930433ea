// The sign-in library in a process of its own. It takes as much memory as all the rest of the server and is needed when somebody signs in; hashing a password
// keeps nobody else waiting there. The process is started by the first who needs it and ends when nobody did for a while, and its memory with it.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Target } from '../database/connect.ts'

/** What is asked of the library: its own functions, answered as over HTTP. */
export type LibraryCall =
  | 'signInEmail'
  | 'signOut'
  | 'changePassword'
  | 'enableTwoFactor'
  | 'disableTwoFactor'
  | 'verifyTOTP'
  | 'verifyBackupCode'

export interface LibraryUser {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly admin: boolean
  /** Role keys by app key, as JSON. */
  readonly roles: string
}

export type LibraryWork =
  | { readonly kind: 'call'; readonly name: LibraryCall; readonly body: object; readonly headers: readonly (readonly [string, string])[] }
  | { readonly kind: 'user'; readonly user: LibraryUser }
  | { readonly kind: 'migrate' }
export type LibraryRequest = LibraryWork & { readonly number: number }

/** What the library answers over HTTP, as far as we want to know. A refusal has a status from 400 on. */
export interface LibraryReply {
  readonly status: number
  readonly cookies: readonly string[]
  /** JSON, or nothing. */
  readonly text: string
}

export type LibraryAnswer = { readonly number: number } & (
  | LibraryReply
  /** The id of the user that was made; null where the address has an account. */
  | { readonly user: string | null }
  | { readonly done: true }
  | { readonly error: string; readonly code?: string }
)

/** What the process is told first. */
export interface LibrarySetUp {
  readonly target: Target
  readonly secret: string
  readonly publicUrl: string | undefined
}

export interface SignInLibrary {
  call(name: LibraryCall, body: object, headers: Iterable<readonly [string, string]>): Promise<LibraryReply>
  /** The id of the new user; undefined where the address has an account. */
  createUser(user: LibraryUser): Promise<string | undefined>
  /** Makes or completes the library's tables. */
  migrate(): Promise<void>
  close(): Promise<void>
}

const IDLE_MILLISECONDS = 30_000
/** Beside this module, as a source file or in its built form. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './library-process.ts' : './library-process.js', import.meta.url)

interface Waiting {
  readonly resolve: (answer: LibraryAnswer) => void
  readonly reject: (error: Error) => void
}

/** `wrote` is called after the library did something, before it is told: it may have written to the installation's database. */
export function openLibrary(setUp: LibrarySetUp, wrote: () => void): SignInLibrary {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let counter = 0
  const waiting = new Map<number, Waiting>()

  function start(): ChildProcess {
    // What it says of itself goes where ours goes; it takes no flags of ours, which are for a server under load.
    const started = fork(fileURLToPath(SCRIPT), [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    started.on('message', (answer: LibraryAnswer) => {
      const one = waiting.get(answer.number)
      waiting.delete(answer.number)
      if (waiting.size === 0) rest(started)
      wrote()
      if ('error' in answer) one?.reject(Object.assign(new Error(answer.error), answer.code ? { code: answer.code } : {}))
      else one?.resolve(answer)
    })
    const ended = (reason: string) => {
      if (child !== started) return
      child = undefined
      drop(new Error(`the sign-in library ended: ${reason}`))
    }
    // Each question to a process that is gone is an error of its own.
    started.on('error', (error) => ended(error.message))
    started.once('exit', (code, signal) => ended(String(signal ?? code)))
    started.send(setUp)
    return started
  }

  /** Nothing is asked of it now: it keeps nobody from ending, and ends itself when that lasts. */
  function rest(resting: ChildProcess): void {
    resting.unref()
    resting.channel?.unref()
    idle = setTimeout(() => {
      child = undefined
      resting.disconnect()
    }, IDLE_MILLISECONDS)
    idle.unref()
  }

  function drop(error: Error): void {
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }

  function ask(work: LibraryWork): Promise<LibraryAnswer> {
    clearTimeout(idle)
    child ??= start()
    child.ref()
    child.channel?.ref()
    counter += 1
    const number = counter
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject })
      child!.send({ ...work, number } satisfies LibraryRequest)
    })
  }

  return {
    async call(name, body, headers) {
      const answer = await ask({ kind: 'call', name, body, headers: [...headers] })
      if (!('status' in answer)) throw new Error(`the sign-in library did not answer ${name}`)
      return answer
    },
    async createUser(user) {
      const answer = await ask({ kind: 'user', user })
      return 'user' in answer ? (answer.user ?? undefined) : undefined
    },
    async migrate() {
      await ask({ kind: 'migrate' })
    },
    async close() {
      clearTimeout(idle)
      const ending = child
      child = undefined
      drop(new Error('the sign-in library was closed'))
      if (!ending) return
      ending.ref()
      await new Promise<void>((resolve) => {
        ending.once('exit', () => resolve())
        ending.disconnect()
      })
    },
  }
}
