// What is left to do before a team can work: each step is done when the data say so, not when somebody ticks it.
import { Button } from '@mantine/core'
import { Check } from 'lucide-react'
import { Link } from 'wouter'
import { useApp } from '../data/app-context.tsx'
import { modulePath, withQuery } from '../data/paths.ts'
import { newImportPath } from '../import/import-path.ts'
import { navigationOf } from '../shell/navigation.ts'
import { useWords } from '../words/words.tsx'
import classes from './Start.module.css'
import type { StartState } from './start-data.tsx'

export interface StartStep {
  readonly key: string
  readonly label: string
  readonly text: string
  readonly done: boolean
  /** Where the step is done; absent where there is nothing left to do. */
  readonly href?: string | undefined
}

export function useSteps(state: StartState | undefined): readonly StartStep[] {
  const say = useWords()
  const { app, me, abilities } = useApp()
  if (!state) return []
  const { locale, timeZone, currency } = state.settings
  const first = navigationOf(app).find(({ kind }) => kind === 'module')
  const module = first && [...app.modules.keys()].find((key) => modulePath(app.key, key) === first.path)
  const invited = state.people > 1 || state.invitations > 0
  return [
    {
      key: 'settings',
      label: say('start.settings'),
      text: [say(`language.${locale}`), timeZone, currency].join(' · '),
      done: true,
    },
    {
      key: 'own',
      label: say('start.own'),
      text: say('start.own.text'),
      done: state.own,
      href: module && abilities(module).create ? withQuery(first.path, { record: 'new' }) : undefined,
    },
    {
      key: 'import',
      label: say('start.import'),
      text: say('start.import.text'),
      done: state.imported,
      href: module && abilities(module).import ? newImportPath(app.key, module) : undefined,
    },
    {
      key: 'invite',
      label: say('start.invite'),
      text: invited ? say('start.invited', { people: state.people, invitations: state.invitations }) : say('start.invite.text'),
      done: invited,
      href: me.admin ? '/people' : undefined,
    },
  ]
}

interface StartListProps {
  readonly steps: readonly StartStep[]
  readonly onGo: () => void
  readonly onDismiss: () => void
}

export function StartList({ steps, onGo, onDismiss }: StartListProps) {
  const say = useWords()
  return (
    <>
      <h2 className={classes.title}>{say('start')}</h2>
      <ol className={classes.steps}>
        {steps.map(({ key, label, text, done, href }) => (
          <li key={key} data-done={done || undefined}>
            <span className={classes.mark}>
              {done && <Check size={12} strokeWidth={2.5} aria-hidden />}
              <span className="unseen">{say(done ? 'start.done' : 'start.open')}</span>
            </span>
            <div>
              {href && !done ? (
                <Link href={href} onClick={onGo}>
                  {label}
                </Link>
              ) : (
                <span>{label}</span>
              )}
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onDismiss}>
        {say('start.dismiss')}
      </Button>
    </>
  )
}
