// A condition or a formula of the draft: its sentence beside the other settings, written as rows or text in the one editor for both, which opens over them.
import { Button, Group, Input, UnstyledButton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useId, useMemo, useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import { describeExpression } from '../../runtime/expression/describe.ts'
import { useFieldServices } from '../../runtime/fields/services.tsx'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import type { RuleScope, Wanted } from '../../runtime/ui/rules/ExpressionEditor.tsx'
import { judge } from '../../runtime/ui/rules/judge.ts'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Inspector.module.css'
import { type SettingProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

const ExpressionEditor = lazy(() => import('../../runtime/ui/rules/ExpressionEditor.tsx'))

interface ExpressionSettingProps extends SettingProps {
  /** The module whose records it reads. */
  readonly module: Module
  readonly value: string | undefined
  /** What it has to give; a condition unless said, undefined for anything. */
  readonly wants?: Wanted
  readonly scope?: RuleScope
  /** It has to be there: it can be changed, not taken away. */
  readonly required?: boolean
  /** What the button says while there is none. */
  readonly add?: string
  /** The label is read out, not shown: it stands above already. */
  readonly bare?: boolean
  /** Where writing it is more than setting the member. */
  readonly onSet?: (text: string | undefined) => void
}

const NONE: RuleScope = {}
/** Where the database evaluates it: views, reports, access rules, scores. */
export const SQL: RuleScope = { sql: true }

export function ExpressionSetting(props: ExpressionSettingProps) {
  const { path, module, value, scope = NONE, required = false, change, add, bare = false, onSet } = props
  const wants = 'wants' in props ? props.wants : 'boolean'
  const tell = useTell()
  const adding = add ?? tell(wants === 'boolean' ? words.addCondition : words.addFormula)
  const locale = useLocale()
  const id = useId()
  const { titleOf } = useFieldServices()
  const [opened, setOpened] = useState(false)
  const frame = useSettingFrame(props)
  const set = useSet()
  const sentence = useMemo(() => {
    if (value === undefined) return undefined
    const judged = judge(value, module.shape, wants, scope)
    return judged.state === 'right' ? describeExpression(judged.expression, module.shape, locale, titleOf) : value
  }, [value, module, wants, scope, locale, titleOf])
  return (
    <Input.Wrapper {...(bare ? {} : frame)} id={id} labelElement="div">
      {sentence === undefined ? (
        <Button
          variant="default"
          leftSection={<Plus size={14} strokeWidth={1.75} />}
          aria-label={`${frame.label}: ${adding}`}
          onClick={() => setOpened(true)}
        >
          {adding}
        </Button>
      ) : (
        <UnstyledButton
          className={classes.sentence}
          data-error={frame.error !== undefined || undefined}
          aria-label={`${frame.label}: ${sentence}`}
          onClick={() => setOpened(true)}
        >
          {sentence}
        </UnstyledButton>
      )}
      {opened && (
        <ExpressionDialog
          label={frame.label}
          module={module}
          value={value}
          wants={wants}
          scope={scope}
          required={required}
          onChange={(text) => {
            if (text === undefined && required) return
            if (onSet) onSet(text)
            else set(path, text, change)
          }}
          onClose={() => setOpened(false)}
        />
      )}
    </Input.Wrapper>
  )
}

interface ExpressionDialogProps {
  readonly label: string
  readonly module: Module
  readonly value: string | undefined
  readonly wants: Wanted
  readonly scope: RuleScope
  readonly required: boolean
  readonly onChange: (text: string | undefined) => void
  readonly onClose: () => void
}

function ExpressionDialog({ label, module, value, wants, scope, required, onChange, onClose }: ExpressionDialogProps) {
  const tell = useTell()
  const { app } = useApp()
  const [held, setHeld] = useState(false)
  const [asked, setAsked] = useState(false)
  // A text that is not right yet is lost with the dialog; that is said before.
  const close = () => (held && !asked ? setAsked(true) : onClose())
  return (
    <Dialog onClose={close} title={label} size={760} closeOnClickOutside={!held}>
      <Suspense fallback={<LoadingLines count={3} />}>
        <ExpressionEditor
          app={app}
          module={module}
          value={value}
          wants={wants}
          scope={scope}
          label={label}
          bare
          eager={value === undefined}
          onChange={onChange}
          onProblem={(found) => {
            setHeld(found !== undefined)
            if (!found) setAsked(false)
          }}
          tryOn={{ app: app.key }}
        />
      </Suspense>
      {asked && (
        <p className={classes.unfinished} role="alert">
          {tell(words.unfinished)}
        </p>
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        {value !== undefined && !required && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              onChange(undefined)
              onClose()
            }}
          >
            {tell(words.takeAway)}
          </Button>
        )}
        <Button onClick={close}>{tell(asked ? words.leaveOut : words.done)}</Button>
      </Group>
    </Dialog>
  )
}
