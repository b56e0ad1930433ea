// Leaving: unsaved work is asked about, then the session ends and the page is loaded anew, so nothing of what was seen stays in the browser.
import { call } from '../data/api.ts'
import { say } from '../words/words.tsx'
import { forgetViewing } from './access/view-as.ts'
import { leaveOrAsk } from './leave-guard.ts'
import { tellFailure } from './toasts.tsx'

export function signOut(): void {
  leaveOrAsk(() => {
    call('/session', { method: 'DELETE' }).then(
      () => {
        forgetViewing()
        location.assign('/sign-in')
      },
      (error) => tellFailure(say('sign_out.failed'), error),
    )
  })
}
