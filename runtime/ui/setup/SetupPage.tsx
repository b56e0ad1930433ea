// First visit: the link printed by the server makes the first administrator, who then chooses the first app, or finds the one that was made on the command line.
import { Redirect, useLocation, useSearchParams } from 'wouter'
import classes from '../account/Account.module.css'
import { PlainForm } from '../account/PlainForm.tsx'
import { call } from '../data/api.ts'
import { forgetAll, useSession } from '../data/queries.tsx'
import { LoadingLines } from '../shell/Notices.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useWords } from '../words/words.tsx'

export default function SetupPage() {
  const say = useWords()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const session = useSession()
  const token = search.get('token')
  if (!session.data) return <LoadingLines />
  if (!session.data.setup) return <Redirect to="/" replace />
  return (
    <PlainFrame title={say('setup')} width={440}>
      <p className={classes.lead}>{say(token ? 'setup.text' : 'setup.no_token')}</p>
      <PlainForm
        autoFocus
        fields={[
          ...(token ? [] : [{ name: 'token', label: say('setup.token') }]),
          { name: 'name', label: say('name'), autoComplete: 'name' },
          { name: 'email', label: say('email'), kind: 'email' as const, autoComplete: 'username' },
          {
            name: 'password',
            label: say('password'),
            kind: 'password' as const,
            autoComplete: 'new-password',
            description: say('password.rule'),
          },
        ]}
        submit={say('setup.do')}
        onSubmit={async (values) => {
          await call('/setup', { method: 'POST', body: token ? { ...values, token } : values })
          await forgetAll()
          go('/', { replace: true })
        }}
      />
    </PlainFrame>
  )
}
