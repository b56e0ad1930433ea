// A new password, with its rule told before and ticked while it is typed.
import { call } from '../data/api.ts'
import { queryClient } from '../data/queries.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { PlainForm } from './PlainForm.tsx'

/** As the server counts. */
const LEAST = 8

export function PasswordForm() {
  const say = useWords()
  return (
    <PlainForm
      fields={[
        { name: 'current', label: say('password.current'), kind: 'password', autoComplete: 'current-password' },
        {
          name: 'password',
          label: say('password.new'),
          kind: 'password',
          autoComplete: 'new-password',
          description: say('password.rule'),
          holds: (text) => text.length >= LEAST,
        },
      ]}
      submit={say('password.change')}
      clears
      onSubmit={async (body) => {
        await call('/me/password', { method: 'POST', body })
        await queryClient.invalidateQueries({ queryKey: ['sessions'] })
        tellDone(say('password.changed'))
      }}
    />
  )
}
