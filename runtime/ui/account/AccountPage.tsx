// My account: name, language and theme, password, where I am signed in.
import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { LOCALES, type Locale } from '../../label.ts'
import { call } from '../data/api.ts'
import { useFormats } from '../data/formats.tsx'
import { queryClient, sessionQuery, useSession } from '../data/queries.tsx'
import { chooseLocale } from '../shell/choose-locale.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { PlainForm } from './PlainForm.tsx'

interface SessionLine {
  readonly id: string
  readonly createdAt: string
  readonly userAgent: string | null
  readonly current: boolean
}

export default function AccountPage() {
  const say = useWords()
  const locale = useLocale()
  const session = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const me = session.data?.user
  if (!me) return null
  return (
    <PlainFrame title={say('account')} width={640} back={{ href: '/', label: say('back') }}>
      <section className={classes.section}>
        <p className={classes.lead}>{me.email}</p>
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
      </section>
      <section className={classes.section}>
        <h2>{say('account.look')}</h2>
        <div style={{ display: 'grid', gap: 12, justifyItems: 'start' }}>
          <SegmentedControl
            size="xs"
            aria-label={say('language')}
            value={locale}
            onChange={(next) => chooseLocale(next as Locale)}
            data={LOCALES.map((each) => ({ value: each, label: say(`language.${each}`) }))}
          />
          <SegmentedControl
            size="xs"
            aria-label={say('theme')}
            value={colorScheme}
            onChange={(next) => setColorScheme(next as 'light' | 'dark' | 'auto')}
            data={(['light', 'dark', 'auto'] as const).map((each) => ({ value: each, label: say(`theme.${each}`) }))}
          />
        </div>
      </section>
      <section className={classes.section}>
        <h2>{say('account.password')}</h2>
        <PlainForm
          fields={[
            { name: 'current', label: say('password.current'), kind: 'password', autoComplete: 'current-password' },
            {
              name: 'password',
              label: say('password.new'),
              kind: 'password',
              autoComplete: 'new-password',
              description: say('password.rule'),
            },
          ]}
          submit={say('password.change')}
          clears
          onSubmit={async (body) => {
            await call('/me/password', { method: 'POST', body })
            await queryClient.invalidateQueries({ queryKey: ['sessions'] })
            tellDone(say('password.changed'))
          }}
        />
      </section>
      <Sessions />
    </PlainFrame>
  )
}

function Sessions() {
  const say = useWords()
  const formats = useFormats()
  const { data = [], refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await call<{ sessions: SessionLine[] }>('/me/sessions')).sessions,
  })
  const end = (id: string) =>
    call(`/me/sessions/${id}`, { method: 'DELETE' }).then(
      () => void refetch(),
      (error) => tellFailure(say('sessions.not_ended'), error),
    )
  return (
    <section className={classes.section}>
      <h2>{say('sessions')}</h2>
      <ul className={classes.lines}>
        {data.map((each) => (
          <li key={each.id}>
            <span>{deviceOf(each.userAgent) || say('sessions.unknown')}</span>
            <span className={classes.quiet}>{formats.moment(each.createdAt)}</span>
            {each.current ? (
              <span className={classes.quiet}>{say('sessions.current')}</span>
            ) : (
              <Button variant="default" onClick={() => void end(each.id)}>
                {say('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The browser and system out of what the browser says of itself. */
function deviceOf(agent: string | null): string {
  const text = agent ?? ''
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/[\d.]+/
    .exec(text)?.[0]
    .replace('Edg/', 'Edge/')
    .replace('OPR/', 'Opera/')
    .split('.')[0]
    ?.replace('/', ' ')
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(text)?.[0]
  return [browser, system].filter(Boolean).join(' · ')
}
