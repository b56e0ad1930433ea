// The text editor: CodeMirror with JSON, completion from the schema, the server's problems as marks, colours of the product.
import { autocompletion } from '@codemirror/autocomplete'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, linter, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import type { Locale } from '../../runtime/label.ts'
import { completeDefinition } from './completion.ts'
import { PHRASES } from './words.ts'

interface EditorOptions {
  readonly parent: HTMLElement
  readonly text: string
  readonly label: string
  readonly locale: Locale
  readonly definition: () => AppDefinition
  readonly onText: (text: string) => void
}

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--chosen) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--mantine-color-body)',
    border: 'none',
    borderRadius: '6px',
    boxShadow: 'var(--float)',
    color: 'var(--mantine-color-text)',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--chosen) !important',
    color: 'var(--mantine-color-text) !important',
  },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--mantine-color-dimmed)' },
  '.cm-panels': { backgroundColor: 'var(--rail)', color: 'var(--mantine-color-text)', borderColor: 'var(--line)' },
  '.cm-textfield': {
    border: '1px solid var(--edge)',
    borderRadius: '4px',
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--mantine-color-body)',
    border: '1px solid var(--edge)',
    borderRadius: '4px',
    color: 'var(--mantine-color-text)',
  },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--hover)', border: 'none', color: 'var(--mantine-color-dimmed)', padding: '0 6px' },
  '.cm-diagnostic': { fontFamily: 'var(--mantine-font-family)', fontSize: '13px' },
})
const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--mantine-color-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--amber)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--mantine-color-dimmed)' },
])

export function openTextEditor({ parent, text, label, locale, definition, onText }: EditorOptions): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        basicSetup,
        json(),
        linter(jsonParseLinter()),
        lintGutter(),
        autocompletion({ override: [completeDefinition({ definition, locale })] }),
        syntaxHighlighting(highlight),
        theme,
        EditorState.tabSize.of(2),
        EditorState.phrases.of(locale === 'en' ? {} : PHRASES),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onText(update.state.doc.toString())
        }),
      ],
    }),
  })
}

/** Puts another text in, changing only what differs, so that the cursor stays where it can. */
export function replaceText(view: EditorView, text: string): void {
  const now = view.state.doc.toString()
  if (now === text) return
  let from = 0
  const most = Math.min(now.length, text.length)
  while (from < most && now[from] === text[from]) from += 1
  let end = 0
  while (end < most - from && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1
  view.dispatch({ changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) } })
}

export function markProblems(view: EditorView, diagnostics: readonly Diagnostic[]): void {
  view.dispatch(setDiagnostics(view.state, diagnostics))
}
