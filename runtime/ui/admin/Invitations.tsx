// Invitations: an address and roles give a link that is shown once, to be sent by any means.
import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import account from '../account/Account.module.css'
import { CopyLine } from '../account/CopyLine.tsx'
import { PlainForm } from '../account/PlainForm.tsx'
import { call } from '../data/api.ts'
import { useFormats } from '../data/formats.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { type AppRoles, type RolesOf, rolesInWords } from './app-roles.tsx'
import classes from './People.module.css'
import { RolePicker } from './RolePicker.tsx'

interface Invitation {
  readonly id: string
  readonly email: string
  readonly admin: boolean
  readonly roles: RolesOf
  readonly expiresAt: string
}

export function Invitations({ apps }: { readonly apps: readonly AppRoles[] }) {
  const say = useWords()
  const formats = useFormats()
  const [roles, setRoles] = useState<RolesOf>({})
  const [admin, setAdmin] = useState(false)
  const [made, setMade] = useState<{ email: string; link: string }>()
  const open = useQuery({
    queryKey: ['invitations'],
    queryFn: async () => (await call<{ invitations: Invitation[] }>('/invitations')).invitations,
  })
  const withdraw = ({ id, email }: Invitation) =>
    call(`/invitations/${id}`, { method: 'DELETE' })
      .then(
        () => tellDone(say('invite.withdrawn', { email })),
        (error) => tellFailure(say('invite.not_withdrawn'), error),
      )
      .finally(() => void open.refetch())
  return (
    <div className={classes.halves}>
      <section>
        <h2>{say('invite')}</h2>
        <p className={classes.lead}>{say('invite.text')}</p>
        <PlainForm
          fields={[{ name: 'email', label: say('email'), kind: 'email', autoComplete: 'off' }]}
          submit={say('invite.do')}
          clears
          onSubmit={async ({ email = '' }) => {
            const { link } = await call<{ link: string }>('/invitations', { method: 'POST', body: { email, admin, roles } })
            setMade({ email, link })
            await open.refetch()
          }}
        >
          <RolePicker apps={apps} value={roles} onChange={setRoles} />
          <Checkbox
            label={say('people.admin')}
            description={say('people.admin.what')}
            checked={admin}
            onChange={(event) => setAdmin(event.currentTarget.checked)}
          />
        </PlainForm>
        {made && (
          <div className={classes.made} role="status">
            <CopyLine label={say('invite.link', { email: made.email })} value={made.link} />
          </div>
        )}
      </section>
      <section>
        <h2>{say('invite.open')}</h2>
        {open.data?.length === 0 && <p className={classes.quiet}>{say('invite.none')}</p>}
        <ul className={account.lines}>
          {open.data?.map((each) => (
            <li key={each.id}>
              <span>
                {each.email}
                <span className={account.note}>
                  {[
                    ...(each.admin ? [say('people.admin')] : []),
                    ...rolesInWords(apps, each.roles).flatMap(({ labels }) => labels),
                    say('invite.until', { time: formats.moment(each.expiresAt) }),
                  ].join(' · ')}
                </span>
              </span>
              <Button variant="default" aria-label={say('invite.withdraw_of', { email: each.email })} onClick={() => void withdraw(each)}>
                {say('invite.withdraw')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
