// An invitation: the person says the name and chooses a password.
import { useQuery } from '@tanstack/react-query'
import { useLocation, useSearchParams } from 'wouter'
import classes from '../account/Account.module.css'
import { PlainForm } from '../account/PlainForm.tsx'
import { call } from '../data/api.ts'
import { forgetAll } from '../data/queries.tsx'
import { LoadingLines } from '../shell/Notices.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useWords } from '../words/words.tsx'

export default function InvitationPage() {
  const say = useWords()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const token = search.get('token') ?? ''
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call<{ email: string }>(`/invitations/${encodeURIComponent(token || '-')}/info`),
    retry: false,
  })
  return (
    <PlainFrame title={say('invitation')} width={440}>
      {invitation.isPending && <LoadingLines count={3} />}
      {invitation.isError && <p role="alert">{invitation.error.message}</p>}
      {invitation.data && (
        <>
          <p className={classes.lead}>{say('invitation.text', { email: invitation.data.email })}</p>
          <PlainForm
            autoFocus
            fields={[
              { name: 'name', label: say('name'), autoComplete: 'name' },
              {
                name: 'password',
                label: say('password'),
                kind: 'password',
                autoComplete: 'new-password',
                description: say('password.rule'),
              },
            ]}
            submit={say('invitation.accept')}
            onSubmit={async (body) => {
              await call(`/invitations/${encodeURIComponent(token)}/accept`, { method: 'POST', body })
              await forgetAll()
              go('/', { replace: true })
            }}
          />
        </>
      )}
    </PlainFrame>
  )
}
