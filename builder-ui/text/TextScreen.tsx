// The whole draft as text. What is written goes into the draft once it can be read; what changes elsewhere shows here at once.
import type { Diagnostic } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { canonicalText } from '../../runtime/definition/canonical.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition, useDraft } from '../editor/draft-context.tsx'
import { useJudgement, withoutPath } from '../editor/problems.tsx'
import { useSelection } from '../editor/selection.tsx'
import { useTell, type Words } from '../words/text.tsx'
import { markProblems, openTextEditor, replaceText } from './editor-view.ts'
import { spanOf } from './json-places.ts'
import { readText } from './read-text.ts'
import classes from './Text.module.css'
import { words } from './words.ts'

const PAUSE = 500

interface Held {
  readonly words: Words
  readonly values: Readonly<Record<string, string>>
}

export default function TextScreen() {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { editor } = useDraft()
  const definition = useDefinition()
  const { judgement } = useJudgement()
  const [at] = useSelection()
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Why the text on screen is not the draft; null: it is being read. */
  const [held, setHeld] = useState<Held | null>()
  /** The definition the text on screen is the text of. */
  const shown = useRef<AppDefinition>(undefined)
  const writing = useRef(false)
  /** The text is being put in by the screen, not by a person. */
  const own = useRef(false)

  const take = useRef(() => {})
  take.current = () => {
    clearTimeout(timer.current)
    if (!view.current) return
    const read = readText(view.current.state.doc.toString(), editor.state().definition)
    if (read.kind !== 'edits') {
      const why = read.kind === 'not_json' ? words.notJson : read.kind === 'not_app' ? words.notApp : words.otherKey
      setHeld({ words: why, values: { why: 'why' in read ? read.why : '', key: editor.state().definition.key } })
      return
    }
    if (read.edits.length > 0) change({ label: words.change, edits: read.edits, merge: 'text' })
    shown.current = editor.state().definition
    writing.current = false
    setHeld(undefined)
  }

  const put = useRef((next: AppDefinition) => {
    if (!view.current) return
    shown.current = next
    own.current = true
    replaceText(view.current, canonicalText(next))
    own.current = false
  })

  useEffect(() => {
    const opened = openTextEditor({
      parent: box.current!,
      text: canonicalText(editor.state().definition),
      label: tell(words.editor),
      locale,
      definition: () => editor.state().definition,
      onText() {
        if (own.current) return
        writing.current = true
        setHeld(null)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => take.current(), PAUSE)
      },
    })
    view.current = opened
    shown.current = editor.state().definition
    return () => {
      if (writing.current) take.current()
      clearTimeout(timer.current)
      opened.destroy()
      view.current = undefined
    }
  }, [editor, locale, tell])
  // What changed elsewhere is shown, unless somebody is amid a text that cannot be read yet.
  useEffect(() => {
    if (!view.current || writing.current || shown.current === definition) return
    put.current(definition)
  }, [definition])

  useEffect(() => {
    const now = view.current
    if (!now) return
    const marks = [...judgement.problems, ...judgement.findings].flatMap((each): Diagnostic[] => {
      const span = spanOf(now.state, each.path)
      return span ? [{ ...span, severity: 'severity' in each ? 'warning' : 'error', message: withoutPath(each.message, each.path) }] : []
    })
    if (held === undefined) markProblems(now, marks)
  }, [judgement, held])

  useEffect(() => {
    const now = view.current
    const span = now && at !== undefined ? spanOf(now.state, at) : undefined
    if (!now || !span) return
    now.dispatch({ selection: { anchor: span.from, head: span.to }, scrollIntoView: true })
    now.focus()
  }, [at])

  const reset = () => {
    if (!view.current) return
    clearTimeout(timer.current)
    writing.current = false
    put.current(definition)
    setHeld(undefined)
  }
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h1>{tell(words.title)}</h1>
          <p>{tell(words.text)}</p>
        </div>
        <p className={classes.state} role="status" data-held={held ? true : undefined}>
          {held === undefined ? tell(words.taken) : held === null ? tell(words.typing) : tell(held.words, held.values)}
        </p>
        {held && (
          <Button variant="default" onClick={reset}>
            {tell(words.reset)}
          </Button>
        )}
      </header>
      <div ref={box} className={classes.box} />
    </div>
  )
}
