// Turning the second factor off, with the password.
import { call } from '../data/api.ts'
import { queryClient, sessionQuery } from '../data/queries.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { PlainForm } from './PlainForm.tsx'

export default function TwoFactorEnd({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  return (
    <Dialog onClose={onClose} title={say('factor.end')} size={440}>
      <p className={classes.lead}>{say('factor.end.text')}</p>
      <PlainForm
        autoFocus
        fields={[{ name: 'password', label: say('password.current'), kind: 'password', autoComplete: 'current-password' }]}
        submit={say('factor.end')}
        onSubmit={async (body) => {
          await call('/me/two-factor/end', { method: 'POST', body })
          void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
          void queryClient.invalidateQueries({ queryKey: ['sessions'] })
          onClose()
          tellDone(say('factor.ended'))
        }}
      />
    </Dialog>
  )
}
