// What the expression says about one record that is chosen: whether it holds, the value it gives, or why neither is known.
import { Select } from '@mantine/core'
import { Check, CircleHelp, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import type { CheckedExpression } from '../../expression/expression.ts'
import { type FoundRecord, useRecordSearch } from '../../fields/record-search.tsx'
import { useFieldServices } from '../../fields/services.tsx'
import { type Text, textOf } from '../../label.ts'
import { call, messageOf } from '../data/api.ts'
import { moduleLabel } from '../data/titles.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Rules.module.css'
import { emptyIn } from './unknown.ts'

/** The pause after a change before it is tried. */
const PAUSE = 400

interface TryOnProps {
  /** The key of the app whose records are asked. */
  readonly app: string
  /** The draft as it is on screen, where it is ahead of the one that is stored. */
  readonly definition?: unknown
  readonly module: Module
  readonly expression: CheckedExpression | undefined
}

type Answer =
  | { readonly ok: true; readonly type: { readonly kind: string }; readonly value?: unknown; readonly valueText?: Text }
  | { readonly ok: false; readonly problems: readonly { readonly message: Text }[] }

type Result =
  | { readonly state: 'answer'; readonly answer: Answer; readonly record: Readonly<Record<string, unknown>> }
  | { readonly state: 'failed'; readonly message: string }

export default function TryOn({ app, definition, module, expression }: TryOnProps) {
  const say = useWords()
  const { titleOf } = useFieldServices()
  const [picked, setPicked] = useState<FoundRecord | null>(null)
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const [result, setResult] = useState<Result | undefined>()
  const found = useRecordSearch(module.key, search === picked?.title ? '' : search, opened)
  const text = expression?.text
  const id = picked?.id
  useEffect(() => {
    setResult(undefined)
    if (text === undefined || id === undefined) return
    const stop = new AbortController()
    const { signal } = stop
    const ask = async () => {
      try {
        const body = { module: module.key, expression: text, record: id, ...(definition === undefined ? {} : { definition }) }
        const [answer, record] = await Promise.all([
          call<Answer>(`/apps/${app}/try`, { method: 'POST', body, signal }),
          call<Readonly<Record<string, unknown>>>(`/apps/${app}/records/${module.key}/${id}`, { signal }),
        ])
        setResult({ state: 'answer', answer, record })
      } catch (error) {
        if (!signal.aborted) setResult({ state: 'failed', message: messageOf(error) })
      }
    }
    const timer = setTimeout(ask, PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [app, definition, id, module.key, text])
  const records = picked && !found?.some((each) => each.id === picked.id) ? [picked, ...(found ?? [])] : (found ?? [])
  return (
    <div className={classes.trial}>
      <Select
        className={classes.record}
        size="xs"
        label={say('rules.try', { module: moduleLabel(module) })}
        placeholder={say('rules.try.choose')}
        data={records.map(({ id: value, title }) => ({ value, label: title }))}
        filter={({ options }) => options}
        value={picked?.id ?? null}
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        onDropdownOpen={() => setOpened(true)}
        onDropdownClose={() => setOpened(false)}
        nothingFoundMessage={say(found === null ? 'loading' : 'nothing_found')}
        onChange={(next) => setPicked(records.find((each) => each.id === next) ?? null)}
      />
      <div aria-live="polite">{picked && <Said result={result} module={module} expression={expression} titleOf={titleOf} />}</div>
    </div>
  )
}

interface SaidProps {
  readonly result: Result | undefined
  readonly module: Module
  readonly expression: CheckedExpression | undefined
  readonly titleOf: (module: string, id: string) => string | undefined
}

function Said({ result, module, expression, titleOf }: SaidProps) {
  const say = useWords()
  const locale = useLocale()
  if (!expression) return <p className={classes.note}>{say('rules.try.waits')}</p>
  if (!result) return <p className={classes.note}>{say('rules.try.asking')}</p>
  if (result.state === 'failed') return <p className={classes.problem}>{result.message}</p>
  const { answer, record } = result
  if (!answer.ok) return <p className={classes.note}>{textOf(answer.problems[0]?.message, locale)}</p>
  const { value } = answer
  if (value === null || value === undefined) {
    const empty = emptyIn(expression, record).map((name) => textOf(module.shape.members.get(name)?.label, locale, name))
    const why =
      empty.length > 0 ? say('rules.try.because', { fields: new Intl.ListFormat(locale).format(empty) }) : say('rules.try.something')
    return (
      <p className={classes.result} data-state="unknown">
        <CircleHelp size={16} strokeWidth={1.75} aria-hidden />
        <span>{answer.type.kind === 'boolean' ? say('rules.try.unknown', { why }) : say('rules.try.empty', { why })}</span>
      </p>
    )
  }
  if (answer.type.kind === 'boolean') {
    return (
      <p className={classes.result} data-state={value === true ? 'holds' : 'fails'}>
        {value === true ? <Check size={16} strokeWidth={1.75} aria-hidden /> : <X size={16} strokeWidth={1.75} aria-hidden />}
        <span>{say(value === true ? 'rules.try.holds' : 'rules.try.fails')}</span>
      </p>
    )
  }
  const title = expression.type.kind === 'reference' ? titleOf(expression.type.module, String(value)) : undefined
  return (
    <p className={classes.result}>
      <span>{say('rules.try.value')}</span>
      <strong>{title ?? textOf(answer.valueText, locale, String(value))}</strong>
    </p>
  )
}
