// The language a person chooses: at once on screen, remembered by the browser, and by the server where somebody is signed in.
import type { Locale } from '../../label.ts'
import { call } from '../data/api.ts'
import { queryClient, sessionQuery } from '../data/queries.tsx'
import type { Session } from '../data/shapes.ts'
import { say, setLocale } from '../words/words.tsx'
import { tellFailure } from './toasts.tsx'

export function chooseLocale(locale: Locale): void {
  void setLocale(locale, true)
  const session = queryClient.getQueryData<Session>(sessionQuery.queryKey)
  if (!session?.user) return
  queryClient.setQueryData<Session>(sessionQuery.queryKey, { ...session, user: { ...session.user, locale } })
  call('/me', { method: 'PATCH', body: { locale } }).catch((error) => tellFailure(say('language.not_saved'), error))
}
