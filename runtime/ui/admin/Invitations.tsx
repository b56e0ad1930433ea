// Invitations: an address and roles give a link that is shown once, to be sent by any means.
import { Button, Checkbox, MultiSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import account from '../account/Account.module.css'
import { PlainForm } from '../account/PlainForm.tsx'
import { call } from '../data/api.ts'
import { useFormats } from '../data/formats.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { type AppRoles, roleChoices, rolesFrom } from './roles.tsx'

interface Invitation {
  readonly id: string
  readonly email: string
  readonly expiresAt: string
}

export function Invitations({ apps }: { readonly apps: readonly AppRoles[] }) {
  const say = useWords()
  const formats = useFormats()
  const [roles, setRoles] = useState<string[]>([])
  const [admin, setAdmin] = useState(false)
  const [made, setMade] = useState<{ email: string; link: string }>()
  const open = useQuery({
    queryKey: ['invitations'],
    queryFn: async () => (await call<{ invitations: Invitation[] }>('/invitations')).invitations,
  })
  const withdraw = (id: string) =>
    call(`/invitations/${id}`, { method: 'DELETE' }).then(
      () => void open.refetch(),
      (error) => tellFailure(say('invite.not_withdrawn'), error),
    )
  const copy = (link: string) =>
    navigator.clipboard.writeText(link).then(
      () => tellDone(say('record.copied')),
      (error) => tellFailure(say('record.not_copied'), error),
    )
  return (
    <section className={account.section}>
      <h2>{say('invite')}</h2>
      <PlainForm
        fields={[{ name: 'email', label: say('email'), kind: 'email', autoComplete: 'off' }]}
        submit={say('invite.do')}
        clears
        onSubmit={async ({ email = '' }) => {
          const { link } = await call<{ link: string }>('/invitations', { method: 'POST', body: { email, admin, roles: rolesFrom(roles) } })
          setMade({ email, link })
          await open.refetch()
        }}
      >
        <MultiSelect label={say('people.roles')} data={roleChoices(apps)} value={roles} onChange={setRoles} />
        <Checkbox label={say('people.admin')} checked={admin} onChange={(event) => setAdmin(event.currentTarget.checked)} />
      </PlainForm>
      {made && (
        <div style={{ display: 'flex', gap: 8, alignItems: 'flex-end', marginTop: 12 }} role="status">
          <TextInput
            style={{ flex: 1 }}
            label={say('invite.link', { email: made.email })}
            readOnly
            value={made.link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button size="sm" variant="default" onClick={() => void copy(made.link)}>
            {say('copy')}
          </Button>
        </div>
      )}
      {open.data && open.data.length > 0 && (
        <ul className={account.lines} style={{ marginTop: 16 }}>
          {open.data.map((each) => (
            <li key={each.id}>
              <span>{each.email}</span>
              <span className={account.quiet}>{say('invite.until', { time: formats.moment(each.expiresAt) })}</span>
              <Button variant="default" onClick={() => void withdraw(each.id)}>
                {say('invite.withdraw')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
