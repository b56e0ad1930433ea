// A move that asks for something: from where to where, what is missing first, what is there already folded away, why it is not possible where it is not.
// The server judges with every change; one button makes the move.
import { Button, Checkbox, Group, Modal, Textarea } from '@mantine/core'
import { ArrowRight, CircleAlert, Lock } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { guardComposition } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { ApiError, call, messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { queryClient } from '../data/queries.tsx'
import { refreshRecords } from '../data/records.tsx'
import { StageName } from '../data/StageName.tsx'
import type { RecordData, Refusal } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { FieldSlot } from '../form/FieldSlot.tsx'
import { type FormState, useForm } from '../form/form-state.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { Criteria } from './Criteria.tsx'
import classes from './Move.module.css'
import { type Answers, type MoveOption, tryMove } from './options.tsx'
import { ReasonInput } from './ReasonInput.tsx'

interface MoveDialogProps {
  readonly module: Module
  readonly record: RecordData
  readonly to: string
  readonly transition: string | undefined
  readonly onClose: () => void
}

/** Milliseconds without a change before the move is judged again. */
const PAUSE = 250

export default function MoveDialog({ module, record, to, transition, onClose }: MoveDialogProps) {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const form = useForm(module, record)
  const [answers, setAnswers] = useState<Answers>({ checks: [], ...(transition === undefined ? {} : { transition }) })
  const { option, failure, judging } = useJudged(app.key, module, record, to, form, answers)
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const [sending, setSending] = useState(false)
  const prefix = useId()
  const summary = useRef<HTMLDivElement>(null)
  const shown = useShownFields(option)
  const source = stageOf(module, record._stage)
  const target = stageOf(module, to)!
  const name = textOf(target.stage.label, locale, to)
  const ways = target.pipeline.transitions.filter(({ key }) => key === option?.transition)
  const title = recordTitle(module, record) ?? say('record.untitled')
  const blocked = option?.status === 'blocked'

  /** Makes the move, or keeps only what was filled in. */
  const send = async (moving: boolean) => {
    setSending(true)
    setProblems([])
    try {
      const body = { ...form.changes, ...(moving ? { _stage: to, _move: answers } : {}), _version: record._version }
      const path = `/apps/${app.key}/records/${module.key}/${record._id}`
      const saved = await call<RecordData>(path, { method: 'PATCH', body, wantRecord: true })
      queryClient.setQueryData(['record', app.key, module.key, record._id], saved)
      form.reset()
      if (!moving) tellDone(say('record.saved'))
      else tellDone(saved._approval ? say('move.asked', { stage: name }) : say('stage.moved', { stage: name }))
      onClose()
    } catch (error) {
      const told = problemsOf(error)
      setProblems(told.length > 0 ? told : [{ path: '', code: 'failed', message: messageOf(error) }])
      requestAnimationFrame(() => summary.current?.focus())
    } finally {
      setSending(false)
      void refreshRecords(app.key)
    }
  }
  const told: FormState = {
    ...form,
    problems,
    requires: (field) => shown.demanded.includes(field.key) || form.requires(field),
  }
  const fieldsOf = (keys: readonly string[]) => keys.flatMap((key) => module.fields.get(key) ?? [])
  const reason = option?.asks.find(({ kind }) => kind === 'reason')
  const note = option?.asks.find(({ kind }) => kind === 'note')
  const checks = option?.asks.filter(({ kind }) => kind === 'check') ?? []
  // What has no place of its own in the form is said at the top.
  const placed = new Set([
    ...shown.missing,
    ...shown.there,
    '_move.note',
    '_move.reason',
    ...checks.map(({ key }) => `_move.checks.${key}`),
  ])
  const loose = problems.filter(({ path, code }) => code === 'gate' || !placed.has(path))
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': say('close') }}
      classNames={{ body: classes.body }}
    >
      <p className={classes.way}>
        {source && <StageName pipeline={source.pipeline} stage={source.stage.key} />}
        <ArrowRight size={16} strokeWidth={1.75} aria-label={say('move.to')} />
        <StageName pipeline={target.pipeline} stage={to} />
        {ways[0]?.label !== undefined && <span className={classes.transition}>{textOf(ways[0].label, locale)}</span>}
      </p>
      {ways[0]?.description !== undefined && <p className={classes.note}>{textOf(ways[0].description, locale)}</p>}
      {failure && <p role="alert">{failure}</p>}
      {!option && !failure && <p className={classes.note}>{say('move.judging')}</p>}
      {option && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!blocked) void send(true)
          }}
        >
          {blocked && <Blocked option={option} />}
          {loose.length > 0 && (
            <div ref={summary} className={classes.problems} role="alert" tabIndex={-1}>
              <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
              <ul>
                {loose.map((each) => (
                  <li key={each.path + each.code + each.message}>{each.message}</li>
                ))}
              </ul>
            </div>
          )}
          {option.criteria.length > 0 && <Criteria criteria={option.criteria} />}
          {shown.missing.length > 0 && (
            <div className={classes.fields}>
              {fieldsOf(shown.missing).map((field, index) => (
                <FieldSlot key={field.key} form={told} field={field} prefix={prefix} readOnly={false} autoFocus={index === 0} />
              ))}
            </div>
          )}
          {checks.length > 0 && (
            <fieldset className={classes.checks}>
              <legend>{say('move.checklist')}</legend>
              {checks.map(({ key, required }) => (
                <Checkbox
                  key={key}
                  label={labelOfCheck(ways[0], key, locale) + (required ? '' : ` (${say('move.optional')})`)}
                  checked={answers.checks.includes(key)}
                  error={problems.find(({ path }) => path === `_move.checks.${key}`)?.message}
                  onChange={(event) => {
                    const ticked = event.currentTarget.checked
                    setAnswers((now) => ({ ...now, checks: ticked ? [...now.checks, key] : now.checks.filter((each) => each !== key) }))
                  }}
                />
              ))}
            </fieldset>
          )}
          {reason && (
            <ReasonInput
              id={`${prefix}-reason`}
              dictionary={reason.key}
              required={reason.required}
              value={answers.reason}
              error={problems.find(({ path }) => path === '_move.reason')?.message}
              autoFocus={shown.missing.length === 0}
              onChange={(value) => setAnswers(({ reason: _, ...now }) => (value === undefined ? now : { ...now, reason: value }))}
            />
          )}
          {note && (
            <Textarea
              id={`${prefix}-note`}
              label={say('move.note')}
              required={note.required}
              autosize
              minRows={2}
              maxRows={8}
              mt="sm"
              value={answers.note ?? ''}
              error={problems.find(({ path }) => path === '_move.note')?.message}
              onKeyDownCapture={guardComposition}
              onChange={(event) => {
                const text = event.currentTarget.value
                setAnswers((now) => ({ ...now, note: text }))
              }}
            />
          )}
          {shown.there.length > 0 && (
            <details className={classes.there}>
              <summary>{say('move.there', { count: shown.there.length })}</summary>
              <div className={classes.fields}>
                {fieldsOf(shown.there).map((field) => (
                  <FieldSlot key={field.key} form={told} field={field} prefix={prefix} readOnly={false} autoFocus={false} />
                ))}
              </div>
            </details>
          )}
          <Group justify="flex-end" gap="xs" mt="lg">
            <Button variant="default" onClick={onClose}>
              {say(blocked ? 'close' : 'cancel')}
            </Button>
            {blocked && form.dirty && (
              <Button variant="default" loading={sending} onClick={() => void send(false)}>
                {say('move.save_only')}
              </Button>
            )}
            {!blocked && (
              <Button type="submit" loading={sending} aria-busy={judging || undefined}>
                {needsConsent(option) ? say('move.ask', { stage: name }) : say('move.make', { stage: name })}
              </Button>
            )}
          </Group>
        </form>
      )}
    </Modal>
  )
}

/** Why the move is not possible, whatever is filled in. */
function Blocked({ option }: { readonly option: MoveOption }) {
  const say = useWords()
  // A criterion the reader can do nothing about, or a rule of the pipeline; the rest is asked for below in vain.
  const hard = option.problems.filter(
    (each) => each.code !== 'gate' || ((each as { fields?: readonly string[] }).fields ?? []).length === 0,
  )
  return (
    <div className={classes.blocked} role="status">
      <Lock size={16} strokeWidth={1.75} aria-hidden />
      <div>
        <strong>{say('move.blocked')}</strong>
        <ul>
          {hard.map((each) => (
            <li key={each.path + each.code + each.message}>{each.message}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function labelOfCheck(
  transition: Module['pipelines'][number]['transitions'][number] | undefined,
  key: string,
  locale: 'en' | 'zh-CN',
): string {
  const ask = transition?.ask.find((each) => each.kind === 'check' && each.key === key)
  return ask?.kind === 'check' ? textOf(ask.label, locale, key) : key
}

/** Whether the move will wait for somebody: known once nothing is missing, expected where its transition says so. */
function needsConsent(option: MoveOption): boolean {
  return option.status === 'approval'
}

/** Judges the move now and after every change; the last answer stays while the next is on its way. */
function useJudged(app: string, module: Module, record: RecordData, to: string, form: FormState, answers: Answers) {
  const [option, setOption] = useState<MoveOption>()
  const [failure, setFailure] = useState<string>()
  const [judging, setJudging] = useState(false)
  const first = useRef(true)
  const { changes } = form
  useEffect(() => {
    const stop = new AbortController()
    const ask = async () => {
      setJudging(true)
      try {
        setOption(await tryMove(app, module.key, record._id, to, changes, answers, stop.signal))
        setFailure(undefined)
      } catch (error) {
        // A value that is not valid yet is told by its field when the move is made.
        if (!stop.signal.aborted && first.current) setFailure(error instanceof ApiError ? error.message : messageOf(error))
      } finally {
        if (!stop.signal.aborted) setJudging(false)
        first.current = false
      }
    }
    const timer = setTimeout(() => void ask(), first.current ? 0 : PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [app, module, record._id, to, changes, answers])
  return { option, failure, judging }
}

interface ShownFields {
  readonly missing: readonly string[]
  readonly there: readonly string[]
  /** Those of the missing that the move cannot do without. */
  readonly demanded: readonly string[]
}

/** Fields that were missing when the form opened, or became so, stay in sight; the others that are asked for are folded away. */
function useShownFields(option: MoveOption | undefined): ShownFields {
  const seen = useRef<readonly string[]>([])
  return useMemo(() => {
    if (!option) return { missing: [], there: [], demanded: [] }
    const asked = option.asks.filter(({ kind }) => kind === 'field')
    const open = [
      ...option.criteria.filter(({ holds }) => !holds).flatMap(({ fields }) => fields),
      ...asked.filter(({ done }) => !done).map(({ key }) => key),
    ]
    seen.current = [...new Set([...seen.current, ...open])]
    const all = [...option.criteria.flatMap(({ fields }) => fields), ...asked.map(({ key }) => key)]
    const optional = new Set(asked.filter(({ required }) => !required).map(({ key }) => key))
    const there = [...new Set(all)].filter((key) => !seen.current.includes(key))
    return { missing: seen.current, there, demanded: seen.current.filter((key) => !optional.has(key)) }
  }, [option])
}
