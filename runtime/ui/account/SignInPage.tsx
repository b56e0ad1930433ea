// The door: e-mail and password, then back to where the person wanted to go.
import { Redirect, useLocation, useSearchParams } from 'wouter'
import { call } from '../data/api.ts'
import { forgetAll, useSession } from '../data/queries.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useWords } from '../words/words.tsx'
import { PlainForm } from './PlainForm.tsx'

export default function SignInPage() {
  const say = useWords()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const session = useSession()
  if (session.data?.setup) return <Redirect to="/setup" replace />
  if (session.data?.user) return <Redirect to={wanted(search.get('next'))} replace />
  return (
    <PlainFrame title={say('sign_in')} width={400}>
      <PlainForm
        autoFocus
        fields={[
          { name: 'email', label: say('email'), kind: 'email', autoComplete: 'username' },
          { name: 'password', label: say('password'), kind: 'password', autoComplete: 'current-password' },
        ]}
        submit={say('sign_in')}
        onSubmit={async (body) => {
          await call('/session', { method: 'POST', body })
          await forgetAll()
          go(wanted(search.get('next')), { replace: true })
        }}
      />
    </PlainFrame>
  )
}

/** Only a path of this site: an address of another one would make the door a way to it. */
function wanted(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}
