// The draft on the server, as the editor asks for it.
import { ApiError, call, messageOf } from '../../runtime/ui/data/api.ts'
import { tell } from '../words/text.tsx'
import type { Conflict, DraftOnServer, DraftServer, OthersEdits, SendAnswer } from './editor.ts'
import { words } from './words.ts'

export function readDraft(app: string): Promise<DraftOnServer> {
  return call<DraftOnServer>(`/apps/${app}/draft`)
}

export function draftServer(app: string): DraftServer {
  return {
    read: () => readDraft(app),
    async since(version) {
      try {
        return await call<{ version: number; base: number; others: OthersEdits[] }>(`/apps/${app}/draft/edits`, {
          query: { since: version },
        })
      } catch (error) {
        return error instanceof ApiError && error.code === 'version_moved' ? 'gone' : undefined
      }
    },
    async send(since, edits, mine, leaving): Promise<SendAnswer> {
      try {
        const body = { since, edits, ...(mine.length > 0 ? { mine } : {}) }
        const saved = await call<{ version: number; base: number; others: OthersEdits[] }>(`/apps/${app}/draft`, {
          method: 'POST',
          body,
          keepalive: leaving,
        })
        return { kind: 'saved', ...saved }
      } catch (error) {
        return answerOf(error)
      }
    },
  }
}

function answerOf(error: unknown): SendAnswer {
  if (!(error instanceof ApiError)) return { kind: 'failed', message: messageOf(error) }
  const conflicts = error.problems.filter(({ code }) => code === 'conflict')
  if (conflicts.length > 0) return { kind: 'conflict', conflicts: conflicts as unknown as readonly Conflict[] }
  if (error.problems.some(({ code }) => code === 'version_moved')) return { kind: 'gone' }
  if (error.status === 401) return { kind: 'failed', message: tell(words.signedOut) }
  // Somebody may get the right back; what a busy or broken server refuses may pass next time.
  if (error.status === 0 || error.status === 403 || error.status === 404 || error.status === 429 || error.status >= 500)
    return { kind: 'failed', message: error.message }
  return { kind: 'refused', message: error.problems.map(({ message }) => message).join(' ') || error.message }
}
