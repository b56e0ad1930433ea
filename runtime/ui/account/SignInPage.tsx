// The door: e-mail and password, then where it is on the code of the second factor, then back to where the person wanted to go.
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Redirect, useLocation, useSearchParams } from 'wouter'
import { call } from '../data/api.ts'
import { forgetAll, useSession } from '../data/queries.tsx'
import { forgetViewing } from '../shell/access/view-as.ts'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { PlainForm } from './PlainForm.tsx'

export default function SignInPage() {
  const say = useWords()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const session = useSession()
  const [asked, setAsked] = useState(false)
  if (session.data?.setup) return <Redirect to="/setup" replace />
  if (session.data?.user) return <Redirect to={wanted(search.get('next'))} replace />
  const enter = async () => {
    forgetViewing()
    await forgetAll()
    go(wanted(search.get('next')), { replace: true })
  }
  if (asked) {
    return (
      <PlainFrame title={say('factor')} width={400}>
        <p className={classes.lead}>{say('factor.enter')}</p>
        <PlainForm
          key="code"
          autoFocus
          fields={[{ name: 'code', label: say('factor.code'), autoComplete: 'one-time-code', description: say('factor.enter.backup') }]}
          submit={say('sign_in')}
          onSubmit={async (body) => {
            await call('/session/code', { method: 'POST', body })
            await enter()
          }}
        />
        <Button variant="subtle" mt="sm" onClick={() => setAsked(false)}>
          {say('factor.again')}
        </Button>
      </PlainFrame>
    )
  }
  return (
    <PlainFrame title={say('sign_in')} width={400}>
      <PlainForm
        key="password"
        autoFocus
        fields={[
          { name: 'email', label: say('email'), kind: 'email', autoComplete: 'username' },
          { name: 'password', label: say('password'), kind: 'password', autoComplete: 'current-password' },
        ]}
        submit={say('sign_in')}
        onSubmit={async (body) => {
          const answer = await call<{ twoFactor?: boolean }>('/session', { method: 'POST', body })
          if (answer?.twoFactor) setAsked(true)
          else await enter()
        }}
      />
    </PlainFrame>
  )
}

/** Only a path of this site: an address of another one would make the door a way to it. */
function wanted(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}
