// My keys for programs: what each may do, until when, when it was last used. A key is shown once, when it is made.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../data/api.ts'
import { useFormats } from '../data/formats.tsx'
import { Empty, Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { Confirm } from './Confirm.tsx'
import { useMyRoles } from './role-labels.tsx'

const NewKey = lazy(() => import('./NewKey.tsx'))

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** Its first characters. */
  readonly shown: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly readOnly: boolean
  readonly role: { readonly app: string; readonly key: string } | null
}

export function ApiKeys() {
  const say = useWords()
  const formats = useFormats()
  const [making, setMaking] = useState(false)
  const [removing, setRemoving] = useState<ApiKey>()
  const myRoles = useMyRoles()
  const keys = useQuery({ queryKey: ['keys'], queryFn: async () => (await call<{ keys: ApiKey[] }>('/me/keys')).keys })
  if (keys.isError) return <Failure message={keys.error.message} retry={() => void keys.refetch()} />
  if (!keys.data) return <LoadingLines count={2} />
  const add = (
    <Button variant="default" size="sm" leftSection={<Plus size={14} />} onClick={() => setMaking(true)}>
      {say('profile.key.new')}
    </Button>
  )
  const scopeOf = ({ readOnly, role }: ApiKey) => {
    const app = role && myRoles.find((each) => each.app === role.app)
    const name = app?.roles.find(({ key }) => key === role?.key)?.label ?? role?.key ?? ''
    const rights = role ? say('profile.key.as_role', { app: app?.label ?? role.app, role: name }) : say('profile.key.as_me')
    return [rights, ...(readOnly ? [say('profile.key.read_only')] : [])].join(' · ')
  }
  return (
    <>
      {keys.data.length === 0 ? (
        <Empty
          title={say('profile.keys.empty')}
          text={say('profile.keys.empty.text')}
          picture={<KeyRound size={28} strokeWidth={1.25} aria-hidden />}
          action={add}
        />
      ) : (
        <>
          <ul className={classes.lines}>
            {keys.data.map((key) => (
              <li key={key.id}>
                <span>
                  {key.name} <code className={classes.shown}>{key.shown}…</code>
                  <span className={classes.note}>{scopeOf(key)}</span>
                  <span className={classes.note}>
                    {Date.parse(key.expiresAt) < Date.now()
                      ? say('profile.key.over', { time: formats.moment(key.expiresAt) })
                      : say('profile.key.until', { time: formats.moment(key.expiresAt) })}
                    {' · '}
                    {key.lastUsedAt === null ? say('profile.key.unused') : say('profile.key.used', { time: formats.ago(key.lastUsedAt) })}
                  </span>
                </span>
                <Button variant="default" aria-label={say('profile.key.remove_of', { key: key.name })} onClick={() => setRemoving(key)}>
                  {say('profile.key.remove')}
                </Button>
              </li>
            ))}
          </ul>
          <div style={{ marginTop: 12 }}>{add}</div>
        </>
      )}
      <Suspense>{making && <NewKey onClose={() => setMaking(false)} onMade={() => void keys.refetch()} />}</Suspense>
      {removing && (
        <Confirm
          title={say('profile.key.remove.title', { key: removing.name })}
          text={say('profile.key.remove.text')}
          action={say('profile.key.remove')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() =>
            call(`/me/keys/${removing.id}`, { method: 'DELETE' })
              .then(
                () => tellDone(say('profile.key.removed')),
                (error) => tellFailure(say('profile.key.not_removed'), error),
              )
              .finally(() => void keys.refetch())
          }
        />
      )}
    </>
  )
}
