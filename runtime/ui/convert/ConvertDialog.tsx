// What a record becomes: one section for each record that is made, filled in already, or an existing one in its place; one button does it all. Where it was
// done before, what came of it and a way back.
import { Button, Checkbox, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { guardComposition } from '../../fields/composition.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import { textOf } from '../../label.ts'
import { call, messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { refreshRecords } from '../data/records.tsx'
import type { RecordData, Refusal } from '../data/shapes.ts'
import { moduleLabel, recordTitle } from '../data/titles.ts'
import { ReasonInput } from '../move/ReasonInput.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellUndoable } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Convert.module.css'
import { ConvertedRecords } from './ConvertedRecords.tsx'
import type { ConversionPreview, PreviewTarget } from './preview.ts'

interface ConvertDialogProps {
  readonly module: Module
  readonly record: RecordData
  readonly conversion: string
  readonly onClose: () => void
}

type Values = Readonly<Record<string, unknown>>
const CREATE = 'create'
const SKIP = 'skip'

export default function ConvertDialog({ module, record, conversion, onClose }: ConvertDialogProps) {
  const say = useWords()
  const { app } = useApp()
  const path = `/apps/${app.key}/records/${module.key}/${record._id}/conversion`
  const { data, error, refetch } = useQuery({
    queryKey: ['conversion', app.key, module.key, record._id, conversion, record._version],
    gcTime: 0,
    retry: false,
    queryFn: () => call<ConversionPreview>(path, { query: { conversion } }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('convert.title', { record: recordTitle(module, record) ?? say('record.untitled') })}
      size="lg"
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      {error && <Failure message={error.message} retry={() => void refetch()} />}
      {!data && !error && <LoadingLines count={4} />}
      {data?.done && <ConvertedRecords path={path} conversion={conversion} done={data.done} onClose={onClose} />}
      {data && !data.done && <ConvertForm module={module} path={path} preview={data} onClose={onClose} />}
    </Modal>
  )
}

interface ConvertFormProps {
  readonly module: Module
  readonly path: string
  readonly preview: ConversionPreview
  readonly onClose: () => void
}

function ConvertForm({ module, path, preview, onClose }: ConvertFormProps) {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const prefix = useId()
  const summary = useRef<HTMLDivElement>(null)
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})
  const [edited, setEdited] = useState<Readonly<Record<string, Values>>>({})
  const [note, setNote] = useState('')
  const [reason, setReason] = useState<string>()
  const [checks, setChecks] = useState<readonly string[]>([])
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const [sending, setSending] = useState(false)
  const asks = preview.move?.asks ?? []
  const asked = (kind: string) => asks.find((ask) => ask.kind === kind)
  const { conversion, version, targets } = preview

  const send = async () => {
    setSending(true)
    setProblems([])
    const chosen = targets.map(({ key }) => {
      const choice = choices[key] ?? CREATE
      return [key, choice === CREATE ? { create: edited[key] ?? {} } : choice === SKIP ? { skip: true } : { use: choice }]
    })
    const move = { checks, ...(note.trim() === '' ? {} : { note }), ...(reason === undefined ? {} : { reason }) }
    try {
      const body = { conversion, version, targets: Object.fromEntries(chosen), ...(preview.move ? { _move: move } : {}) }
      await call(path, { method: 'POST', body })
      tellUndoable(say('convert.done'), async () => {
        await call(`${path}/undo`, { method: 'POST', body: { conversion } })
        await refreshRecords(app.key)
      })
      onClose()
    } catch (failure) {
      const told = problemsOf(failure)
      setProblems(told.length > 0 ? told : [{ path: '', code: 'failed', message: messageOf(failure) }])
      requestAnimationFrame(() => summary.current?.focus())
    } finally {
      setSending(false)
      void refreshRecords(app.key)
    }
  }
  const loose = [...preview.problems, ...problems.filter(({ path: at }) => !/^targets\.\w+\.\w+/.test(at))]
  const possible = preview.problems.length === 0
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (possible) void send()
      }}
    >
      {loose.length > 0 && (
        <div ref={summary} className={classes.problems} role="alert" tabIndex={-1}>
          <ul>
            {loose.map((each) => (
              <li key={each.path + each.code + each.message}>{each.message}</li>
            ))}
          </ul>
        </div>
      )}
      {targets.map((target) => (
        <TargetSection
          key={target.key}
          prefix={`${prefix}-${target.key}`}
          conversion={conversion}
          target={target}
          choice={choices[target.key] ?? CREATE}
          values={{ ...target.values, ...edited[target.key] }}
          problems={problems}
          onChoice={(choice) => setChoices((now) => ({ ...now, [target.key]: choice }))}
          onValue={(name, value) => setEdited((now) => ({ ...now, [target.key]: { ...now[target.key], [name]: value } }))}
        />
      ))}
      {asks.some(({ kind }) => kind === 'check') && (
        <fieldset className={classes.target}>
          <legend>{say('move.checklist')}</legend>
          {asks
            .filter(({ kind }) => kind === 'check')
            .map(({ key }) => (
              <Checkbox
                key={key}
                label={labelOfCheck(module, preview.move?.transition ?? null, key, locale)}
                checked={checks.includes(key)}
                onChange={(event) => {
                  const ticked = event.currentTarget.checked
                  setChecks((now) => (ticked ? [...now, key] : now.filter((each) => each !== key)))
                }}
              />
            ))}
        </fieldset>
      )}
      {asked('reason') && (
        <ReasonInput
          id={`${prefix}-reason`}
          dictionary={asked('reason')!.key}
          required={asked('reason')!.required}
          value={reason}
          error={problems.find(({ path: at }) => at === '_move.reason')?.message}
          autoFocus={false}
          onChange={setReason}
        />
      )}
      {asked('note') && (
        <Textarea
          label={say('move.note')}
          required={asked('note')!.required}
          autosize
          minRows={2}
          maxRows={8}
          value={note}
          error={problems.find(({ path: at }) => at === '_move.note')?.message}
          onKeyDownCapture={guardComposition}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose}>
          {say(possible ? 'cancel' : 'close')}
        </Button>
        {possible && (
          <Button type="submit" loading={sending}>
            {say('convert.do')}
          </Button>
        )}
      </Group>
    </form>
  )
}

function labelOfCheck(module: Module, transition: string | null, key: string, locale: 'en' | 'zh-CN'): string {
  const asks = module.pipelines.flatMap(({ transitions }) =>
    transitions.filter((each) => each.key === transition).flatMap(({ ask }) => ask),
  )
  const check = asks.find((ask) => ask.kind === 'check' && ask.key === key)
  return check?.kind === 'check' ? textOf(check.label, locale, key) : key
}

interface TargetSectionProps {
  readonly prefix: string
  readonly conversion: string
  readonly target: PreviewTarget
  readonly choice: string
  readonly values: Values
  readonly problems: readonly Refusal[]
  readonly onChoice: (choice: string) => void
  readonly onValue: (name: string, value: unknown) => void
}

function TargetSection({ prefix, conversion, target, choice, values, problems, onChoice, onValue }: TargetSectionProps) {
  const say = useWords()
  const locale = useLocale()
  const { app, abilities } = useApp()
  const module = app.modules.get(target.module)
  if (!module) return null
  const written = app.conversions.get(conversion)?.targets.find(({ key }) => key === target.key)
  const name = textOf(written?.label, locale, moduleLabel(module))
  const { readOnly } = abilities(module.key)
  const fields = [...module.fields.values()].filter(
    (field) =>
      !field.assigned &&
      field.readOnly !== true &&
      !readOnly.includes(field.key) &&
      !target.linked.includes(field.key) &&
      (field === module.title || field.required === true || Object.hasOwn(target.values, field.key)),
  )
  const many = target.optional || target.duplicates.length > 0
  return (
    <fieldset className={classes.target}>
      <legend>{name}</legend>
      {many && (
        <Radio.Group value={choice} onChange={onChoice} aria-label={name}>
          <Stack gap={6} mb="xs">
            <Radio value={CREATE} label={say('convert.create')} />
            {target.duplicates.map((each) => (
              <Radio
                key={each._id}
                value={each._id}
                label={say('convert.use', { record: each.title ?? say('record.untitled') })}
                description={each.fields.map((key) => textOf(module.fields.get(key)?.label, locale, key)).join(say('list.joiner'))}
              />
            ))}
            {target.optional && <Radio value={SKIP} label={say('convert.skip')} />}
          </Stack>
        </Radio.Group>
      )}
      {choice === CREATE && (
        <div className={classes.fields}>
          {fields.map((field) => {
            const View = FIELD_VIEWS.get(field.type.name)?.Input
            const at = `targets.${target.key}.${field.key}`
            return (
              View && (
                <View
                  key={field.key}
                  id={`${prefix}-${field.key}`}
                  field={field}
                  context={field.context}
                  value={values[field.key] ?? null}
                  onChange={(value) => onValue(field.key, value)}
                  required={field.required === true}
                  error={problems.find(({ path }) => path === at || path.startsWith(`${at}.`))?.message}
                />
              )
            )
          })}
        </div>
      )}
    </fieldset>
  )
}
