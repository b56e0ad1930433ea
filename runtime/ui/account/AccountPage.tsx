// My account: name, language and look, password, second factor, where I am signed in, keys for programs. Each part has an address of its own.
import { useEffect } from 'react'
import { call } from '../data/api.ts'
import { queryClient, sessionQuery } from '../data/queries.tsx'
import { type Profile, useProfile } from '../shell/my-settings.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { ApiKeys } from './ApiKeys.tsx'
import { LookSettings } from './LookSettings.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { PlainForm } from './PlainForm.tsx'
import { Sessions } from './Sessions.tsx'
import { TwoFactor } from './TwoFactor.tsx'

export default function AccountPage() {
  const say = useWords()
  const me = useProfile()
  useEffect(() => {
    const part = location.hash.slice(1)
    if (part) document.getElementById(part)?.scrollIntoView()
  }, [])
  if (!me) return null
  return (
    <PlainFrame title={say('account')} width={680} back={{ href: '/', label: say('back') }}>
      <section className={classes.section}>
        <p className={classes.lead}>{me.email}</p>
        <Name me={me} />
      </section>
      <section className={classes.section} id="look">
        <h2>{say('profile.look')}</h2>
        <LookSettings me={me} />
      </section>
      <section className={classes.section} id="password">
        <h2>{say('account.password')}</h2>
        <PasswordForm />
      </section>
      <section className={classes.section} id="two-factor">
        <h2>{say('factor')}</h2>
        <TwoFactor on={me.twoFactor} />
      </section>
      <section className={classes.section} id="sessions">
        <h2>{say('sessions')}</h2>
        <Sessions />
      </section>
      <section className={classes.section} id="keys">
        <h2>{say('profile.keys')}</h2>
        <ApiKeys />
      </section>
    </PlainFrame>
  )
}

function Name({ me }: { readonly me: Profile }) {
  const say = useWords()
  return (
    <PlainForm
      fields={[{ name: 'name', label: say('name'), autoComplete: 'name' }]}
      initial={{ name: me.name }}
      submit={say('save')}
      onSubmit={async (body) => {
        await call('/me', { method: 'PATCH', body })
        await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
        await queryClient.invalidateQueries({ queryKey: ['people'] })
        tellDone(say('account.saved'))
      }}
    />
  )
}
