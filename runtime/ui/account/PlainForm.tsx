// A short form of texts: sign-in, set-up, password. What the server refuses stands at its field and in a summary that takes the focus.
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { Check, Dot } from 'lucide-react'
import { type ChangeEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { guardComposition } from '../../fields/composition.ts'
import { messageOf, problemsOf } from '../data/api.ts'
import type { Refusal } from '../data/shapes.ts'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'

export interface PlainField {
  readonly name: string
  readonly label: string
  /** `code`: digits from an authenticator app. */
  readonly kind?: 'text' | 'email' | 'password' | 'code'
  readonly autoComplete?: string
  readonly description?: string
  /** Whether what is typed keeps the rule the description tells; it is ticked while it does. */
  readonly holds?: (text: string) => boolean
}

interface PlainFormProps {
  readonly fields: readonly PlainField[]
  readonly initial?: Readonly<Record<string, string>>
  readonly submit: string
  readonly onSubmit: (values: Readonly<Record<string, string>>) => Promise<unknown>
  /** Further controls between the fields and the button. */
  readonly children?: ReactNode
  /** The page is there for this form. */
  readonly autoFocus?: boolean
  /** Empties the fields after a success. */
  readonly clears?: boolean
}

export function PlainForm({ fields, initial = {}, submit, onSubmit, children, autoFocus = false, clears = false }: PlainFormProps) {
  const say = useWords()
  const [values, setValues] = useState<Record<string, string>>({ ...initial })
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const [busy, setBusy] = useState(false)
  const summary = useRef<HTMLDivElement>(null)
  // Two forms may stand on one page.
  const prefix = useId()
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus()
  }, [problems])
  const send = async () => {
    const missing = fields.filter(({ name }) => !values[name]?.trim())
    if (missing.length > 0) {
      setProblems(missing.map(({ name, label }) => ({ path: name, code: 'required', message: say('form.required', { field: label }) })))
      return
    }
    setBusy(true)
    setProblems([])
    try {
      await onSubmit(
        Object.fromEntries(
          fields.map(({ name, kind }) => [name, kind === 'password' ? (values[name] ?? '') : (values[name] ?? '').trim()]),
        ),
      )
      if (clears) setValues({ ...initial })
    } catch (error) {
      const told = problemsOf(error)
      setProblems(told.length > 0 ? told : [{ path: '', code: 'failed', message: messageOf(error) }])
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {problems.length > 0 && (
        <div ref={summary} className={classes.summary} role="alert" tabIndex={-1}>
          <ul>
            {problems.map((problem) => (
              <li key={problem.path + problem.code}>
                {fields.some(({ name }) => name === problem.path) ? (
                  <a href={`#${prefix}${problem.path}`}>{problem.message}</a>
                ) : (
                  problem.message
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {fields.map(({ name, label, kind = 'text', autoComplete, description, holds }, index) => {
        const props = {
          id: `${prefix}${name}`,
          name,
          label,
          description: holds ? <Rule text={description ?? ''} kept={holds(values[name] ?? '')} /> : description,
          autoComplete,
          'aria-required': true,
          value: values[name] ?? '',
          error: problems.find((problem) => problem.path === name)?.message,
          autoFocus: autoFocus && index === 0,
          onKeyDownCapture: guardComposition,
          onChange: (event: ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: event.currentTarget.value }),
        }
        return kind === 'password' ? (
          <PasswordInput key={name} {...props} visibilityToggleButtonProps={{ 'aria-label': say('password.show') }} />
        ) : (
          <TextInput key={name} {...props} {...(kind === 'code' ? { inputMode: 'numeric' as const } : { type: kind })} />
        )
      })}
      {children}
      <Button type="submit" size="sm" loading={busy}>
        {submit}
      </Button>
    </form>
  )
}

/** A rule that is ticked while it is kept. */
function Rule({ text, kept }: { readonly text: string; readonly kept: boolean }) {
  const say = useWords()
  const Icon = kept ? Check : Dot
  return (
    <span className={classes.rule} data-kept={kept || undefined}>
      <Icon size={14} strokeWidth={2} aria-hidden /> {text}
      {kept && <span className="unseen">{say('profile.rule.kept')}</span>}
    </span>
  )
}
