// The one editor of conditions and formulas: rows where rows can say it, text where not, below it the sentence and what it says about a record.
// What is unfinished or wrong stays here as a draft; only what is right is handed on.
import { Button, SegmentedControl } from '@mantine/core'
import { FunctionSquare } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { App, Module } from '../../definition/app.ts'
import { describeExpression } from '../../expression/describe.ts'
import type { CheckedExpression } from '../../expression/expression.ts'
import type { FunctionSpec } from '../../expression/functions.ts'
import { type RowGroup, toRows, UNFINISHED_ROW } from '../../expression/rows.ts'
import { useFieldServices } from '../../fields/services.tsx'
import { textOf } from '../../label.ts'
import type { Problem } from '../../problem.ts'
import { memberOf } from '../data/members.ts'
import { LoadingLines } from '../shell/Notices.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { conditionOf, firstOperator, NO_ROWS, type RuleScope, textOfRows, waitingIn } from './draft.ts'
import { type Judged, judge, type Wanted } from './judge.ts'
import { RowsEditor } from './RowsEditor.tsx'
import classes from './Rules.module.css'
import { TextEditor, type TextHandle } from './TextEditor.tsx'

const TryOn = lazy(() => import('./TryOn.tsx'))
const FunctionHelp = lazy(() => import('./FunctionHelp.tsx'))

/** What is wrong with a text is said once the typing pauses. */
const PAUSE = 500

export type { RuleScope } from './draft.ts'
export type { Wanted } from './judge.ts'

export interface ExpressionEditorProps {
  /** Linked in the reader's language: fields, choices and the values of rows are written in it. */
  readonly app: App
  readonly module: Module
  readonly value: string | undefined
  /** What the place needs. A condition starts in rows, a formula in text; undefined takes any single value. */
  readonly wants: Wanted
  readonly scope?: RuleScope | undefined
  /** The new text, which checks; undefined: none. */
  readonly onChange: (text: string | undefined) => void
  readonly label: string
  /** The name is read out, not shown: it stands above already. */
  readonly bare?: boolean | undefined
  /** Begins with a row to fill in where there is no condition yet. */
  readonly eager?: boolean | undefined
  /** Tells of what keeps the draft from being handed on; undefined once nothing does. */
  readonly onProblem?: ((found: Problem | undefined) => void) | undefined
  /** Offers to try the expression on a record of the live app of that key, by the stored draft or by `definition`. */
  readonly tryOn?: { readonly app: string; readonly definition?: unknown } | undefined
}

export default function ExpressionEditor(props: ExpressionEditorProps) {
  const { app, module, value, wants, onChange, label, bare, eager, onProblem, tryOn } = props
  const say = useWords()
  const locale = useLocale()
  const { titleOf } = useFieldServices()
  const { before = false, sql = false } = props.scope ?? {}
  const scope = useMemo<RuleScope>(() => ({ before, sql }), [before, sql])
  const rowsOf = (text: string | undefined): RowGroup | null => {
    if (text !== undefined) return toRows(text, module.shape, before)
    return eager ? { ...NO_ROWS, rows: [firstRow(module)] } : NO_ROWS
  }
  const canRows = wants === 'boolean'
  const [seen, setSeen] = useState(value)
  const [told, setTold] = useState(value)
  const [sent, setSent] = useState<readonly (string | undefined)[]>([])
  const [rows, setRows] = useState<RowGroup>(() => (canRows && rowsOf(value)) || NO_ROWS)
  const [text, setText] = useState(value ?? '')
  const [mode, setMode] = useState<'rows' | 'text'>(() => (canRows && rowsOf(value) ? 'rows' : 'text'))
  const [stays, setStays] = useState(false)
  const [helping, setHelping] = useState(false)
  const handle = useRef<TextHandle>(null)
  // What was handed on comes back as the value, maybe later than the next key. Anything else came from elsewhere (an undo, a link, a cleared
  // filter) and replaces the draft.
  if (value !== seen) {
    const index = sent.indexOf(value)
    setSeen(value)
    setSent(index < 0 ? [] : sent.slice(index + 1))
    if (index < 0 && value !== told) {
      const next = canRows ? rowsOf(value) : null
      setTold(value)
      setText(value ?? '')
      setRows(next ?? NO_ROWS)
      setStays(false)
      if (!next) setMode('text')
    }
  } else if (value === told && sent.length > 0) setSent([])
  const judged = useMemo<Judged>(() => {
    if (mode === 'text') return judge(text, module.shape, wants, scope)
    const said = conditionOf(rows, module, scope)
    if (!said.ok) return { state: 'wrong', problems: said.problems as readonly [Problem, ...Problem[]] }
    return said.value ? { state: 'right', text: said.value.text, expression: said.value } : { state: 'empty' }
  }, [mode, text, rows, module, wants, scope])
  const waiting = mode === 'rows' ? waitingIn(rows) : 0
  const held = heldBack(judged, waiting)
  useProblem(held, onProblem)
  const settled = useSettled(judged)
  const expression: CheckedExpression | undefined = judged.state === 'right' ? judged.expression : undefined

  const hand = (next: Judged) => {
    const handed = next.state === 'right' ? next.text : undefined
    if (next.state === 'wrong' || handed === told) return
    setTold(handed)
    setSent([...sent, handed])
    onChange(handed)
  }
  const changeRows = (next: RowGroup) => {
    setRows(next)
    const said = conditionOf(next, module, scope)
    if (said.ok) hand(said.value ? { state: 'right', text: said.value.text, expression: said.value } : { state: 'empty' })
  }
  const changeText = (next: string) => {
    setText(next)
    setStays(false)
    hand(judge(next, module.shape, wants, scope))
  }
  const change = (next: 'rows' | 'text') => {
    setStays(false)
    if (next === 'text') {
      setText(textOfRows(rows, module) ?? '')
      setMode('text')
      return
    }
    // Rows that say the same already are kept, with those that still wait for a value.
    const same = (textOfRows(rows, module) ?? '') === text.trim()
    const said = same ? rows : judged.state === 'wrong' ? null : rowsOf(judged.state === 'right' ? judged.text : undefined)
    if (!said) return setStays(true)
    setRows(said)
    setMode('rows')
  }
  const place = useMemo(() => ({ app, module, before }), [app, module, before])
  const offers = useMemo(() => ({ shape: module.shape, before, sql, locale }), [module, before, sql, locale])
  const writeCall = ({ name }: FunctionSpec) => {
    const insert = name === 'exists' ? 'exists(x, )' : `${name}()`
    handle.current?.insert(insert, name === 'now' || name === 'today' ? insert.length : insert.length - 1)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a container query in every browser
    <div className={classes.editor} role="group" aria-label={label}>
      <div className={classes.parts} data-bare={bare || undefined}>
        <div className={classes.head} data-text={mode === 'text' || undefined}>
          {!bare && <span className={classes.name}>{label}</span>}
          {canRows && (
            <SegmentedControl
              size="xs"
              aria-label={say('rules.mode')}
              value={mode}
              onChange={(next) => change(next as 'rows' | 'text')}
              data={[
                { value: 'rows', label: say('rules.mode.rows') },
                { value: 'text', label: say('rules.mode.text') },
              ]}
            />
          )}
          {mode === 'text' && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<FunctionSquare size={14} />}
              aria-expanded={helping}
              onClick={() => setHelping(!helping)}
            >
              {say('rules.functions')}
            </Button>
          )}
        </div>
        {mode === 'rows' ? (
          <RowsEditor place={place} root={rows} onRoot={changeRows} label={say('rules.group')} />
        ) : (
          <TextEditor
            place={offers}
            text={text}
            onText={changeText}
            problems={settled.state === 'wrong' && judged.state === 'wrong' ? settled.problems : []}
            label={label}
            handle={handle}
          />
        )}
        {stays && (
          <p className={classes.note} role="status">
            {say(judged.state === 'wrong' ? 'rules.rows_later' : 'rules.unsayable')}
          </p>
        )}
        {mode === 'text' && helping && (
          <Suspense fallback={<LoadingLines count={3} />}>
            <FunctionHelp onChoose={writeCall} />
          </Suspense>
        )}
        {mode === 'rows' && judged.state === 'wrong' && (
          <p className={classes.problem} role="alert">
            {textOf(judged.problems[0].message, locale)}
          </p>
        )}
        {waiting > 0 && !(eager && isBlank(rows)) && <p className={classes.note}>{say('rules.waiting', { count: waiting })}</p>}
        {expression && <p className={classes.sentence}>{describeExpression(expression, module.shape, locale, titleOf)}</p>}
        {tryOn && (
          <Suspense fallback={<LoadingLines count={1} />}>
            <TryOn app={tryOn.app} definition={tryOn.definition} module={module} expression={expression} />
          </Suspense>
        )}
      </div>
    </div>
  )
}

/** Whether there is nothing but the row to begin with. */
function isBlank({ rows }: RowGroup): boolean {
  return rows.length === 1 && 'path' in rows[0]!
}

function firstRow(module: Module) {
  const member = memberOf(module, module.title.key)!
  return { path: member.name, operator: firstOperator(module, member), value: null }
}

/** What keeps the draft, or a part of it, in the editor. */
function heldBack(judged: Judged, waiting: number): Problem | undefined {
  if (judged.state === 'wrong') return judged.problems[0]
  return waiting > 0 ? UNFINISHED_ROW : undefined
}

function useProblem(held: Problem | undefined, onProblem: ExpressionEditorProps['onProblem']): void {
  const tell = useRef(onProblem)
  tell.current = onProblem
  const key = held && `${held.code} ${held.start} ${held.message.en}`
  const latest = useRef(held)
  latest.current = held
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when what is wrong changes, not at every drawing
  useEffect(() => tell.current?.(latest.current), [key])
}

/** The judgement once the typing pauses; what is right counts at once. */
function useSettled(judged: Judged): Judged {
  const [settled, setSettled] = useState(judged)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(judged), judged.state === 'wrong' ? PAUSE : 0)
    return () => clearTimeout(timer)
  }, [judged])
  return settled
}
