// Turning the second factor on: the password, then the secret as a QR code or text for the authenticator app, a first code that proves the app has it,
// and last the codes to keep for when the phone is lost.
import { useState } from 'react'
import { encode } from 'uqr'
import { call } from '../data/api.ts'
import { queryClient, sessionQuery } from '../data/queries.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { BackupCodes } from './BackupCodes.tsx'
import { CopyLine } from './CopyLine.tsx'
import { PlainForm } from './PlainForm.tsx'

interface Begun {
  /** `otpauth:` address for the authenticator app. */
  readonly uri: string
  readonly backupCodes: readonly string[]
}

export default function TwoFactorSetup({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const [begun, setBegun] = useState<Begun>()
  const [confirmed, setConfirmed] = useState(false)
  const finish = () => {
    onClose()
    tellDone(say('factor.done'))
  }
  return (
    <Dialog onClose={confirmed ? finish : onClose} title={say('factor.begin')} size={440} closeOnClickOutside={!begun}>
      {!begun && (
        <>
          <p className={classes.lead}>{say('factor.password')}</p>
          <PlainForm
            key="password"
            autoFocus
            fields={[{ name: 'password', label: say('password.current'), kind: 'password', autoComplete: 'current-password' }]}
            submit={say('factor.next')}
            onSubmit={async (body) => setBegun(await call<Begun>('/me/two-factor', { method: 'POST', body }))}
          />
        </>
      )}
      {begun && !confirmed && (
        <>
          <p className={classes.lead}>{say('factor.scan')}</p>
          <QrCode text={begun.uri} label={say('factor.qr')} />
          <CopyLine label={say('factor.secret')} value={secretOf(begun.uri)} />
          <PlainForm
            key="code"
            autoFocus
            fields={[
              {
                name: 'code',
                label: say('factor.code'),
                kind: 'code',
                autoComplete: 'one-time-code',
                description: say('factor.code.text'),
              },
            ]}
            submit={say('factor.confirm')}
            onSubmit={async (body) => {
              await call('/me/two-factor/confirm', { method: 'POST', body })
              setConfirmed(true)
              void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
              void queryClient.invalidateQueries({ queryKey: ['sessions'] })
            }}
          />
        </>
      )}
      {begun && confirmed && <BackupCodes codes={begun.backupCodes} onDone={finish} />}
    </Dialog>
  )
}

/** The secret in groups of four, for those who type it. */
function secretOf(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}

/** Always dark on light: scanners do not read it the other way round. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg className={classes.qr} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
