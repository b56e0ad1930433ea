// An expression as text: a plain text area over a copy of itself that underlines what is wrong, with a list of what can be written at the cursor.
import { Popover } from '@mantine/core'
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { isComposing } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import type { Problem } from '../../problem.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { CompletionList } from './CompletionList.tsx'
import { type Completion, type CompletionPlace, callAt, completionsAt } from './complete.ts'
import { markOf } from './judge.ts'
import classes from './Text.module.css'

/** What stands around a text may write into it. */
export interface TextHandle {
  /** Writes at the cursor; `caret` is where the cursor stands afterwards. */
  insert(text: string, caret: number): void
}

interface TextEditorProps {
  readonly place: CompletionPlace
  readonly text: string
  readonly onText: (text: string) => void
  /** What is wrong with the text that is shown now. */
  readonly problems: readonly Problem[]
  readonly label: string
  readonly handle: Ref<TextHandle>
}

const SHOWN = 3

export function TextEditor({ place, text, onText, problems, label, handle }: TextEditorProps) {
  const say = useWords()
  const locale = useLocale()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState(text.length)
  const [offering, setOffering] = useState<'no' | 'typed' | 'asked'>('no')
  const [active, setActive] = useState(0)
  const caret = useRef<number | undefined>(undefined)
  const found = useMemo(
    () => (offering === 'no' ? undefined : completionsAt(text, cursor, place, offering === 'asked')),
    [text, cursor, place, offering],
  )
  // What is written already needs no offer.
  const items = found?.items.length === 1 && text.slice(found.from, found.to) === found.items[0]!.insert ? [] : (found?.items ?? [])
  const open = items.length > 0
  const chosen = Math.min(active, items.length - 1)
  const called = callAt(text, cursor)

  useLayoutEffect(() => {
    if (caret.current === undefined) return
    area.current?.setSelectionRange(caret.current, caret.current)
    setCursor(caret.current)
    caret.current = undefined
  })

  const write = (from: number, to: number, insert: string, at: number) => {
    const control = area.current
    if (!control) return
    control.focus()
    control.setSelectionRange(from, to)
    caret.current = from + at
    // Written as if typed, so that it can be undone; a browser that does not know how is given the whole text.
    if (!document.execCommand('insertText', false, insert)) onText(text.slice(0, from) + insert + text.slice(to))
  }
  useImperativeHandle(handle, () => ({
    insert: (insert, at) => write(area.current?.selectionStart ?? text.length, area.current?.selectionEnd ?? text.length, insert, at),
  }))
  const accept = (item: Completion) => {
    if (!found) return
    setOffering('no')
    // What is followed by a bracket already is not given a second one.
    const again = item.insert.endsWith('()') && text[found.to] === '('
    write(found.from, found.to, again ? item.name : item.insert, again ? item.name.length : item.caret)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      setActive(0)
      setOffering('asked')
      return
    }
    if (!open) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setActive((chosen + step + items.length) % items.length)
    else if (event.key === 'Escape') setOffering('no')
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) accept(items[chosen]!)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const goTo = ([start, end]: readonly [number, number]) => {
    area.current?.focus()
    area.current?.setSelectionRange(start, end)
  }
  const faulty = problems.length > 0
  return (
    <div className={classes.editor}>
      <Popover
        opened={open}
        onChange={(next) => !next && setOffering('no')}
        position="bottom-start"
        width="target"
        shadow="md"
        offset={4}
        closeOnEscape={false}
        trapFocus={false}
        returnFocus={false}
        withRoles={false}
      >
        <Popover.Target>
          <div className={classes.field} data-faulty={faulty || undefined}>
            <div className={classes.copy} aria-hidden="true">
              {markedParts(text, problems).map(({ part, faulty: wrong, at }) => (wrong ? <mark key={at}>{part}</mark> : part))}
              {'\u200b'}
            </div>
            <textarea
              ref={area}
              id={id}
              className={classes.area}
              aria-label={label}
              aria-invalid={faulty || undefined}
              aria-describedby={faulty ? `${id}-problems` : called ? `${id}-call` : `${id}-hint`}
              aria-autocomplete="list"
              aria-controls={open ? `${id}-list` : undefined}
              aria-activedescendant={open ? `${id}-list-${chosen}` : undefined}
              data-mantine-stop-propagation={open || undefined}
              autoCapitalize="off"
              autoComplete="off"
              autoCorrect="off"
              spellCheck={false}
              rows={1}
              value={text}
              onChange={(event) => {
                setCursor(event.currentTarget.selectionStart)
                setActive(0)
                if (caret.current === undefined) setOffering('typed')
                onText(event.currentTarget.value)
              }}
              onSelect={(event) => {
                const { selectionStart } = event.currentTarget
                if (selectionStart === cursor) return
                setCursor(selectionStart)
                // The cursor was sent elsewhere, not written along.
                if (caret.current === undefined && event.nativeEvent.type !== 'input') setOffering('no')
              }}
              onKeyDown={onKeyDown}
              onBlur={() => setOffering('no')}
            />
          </div>
        </Popover.Target>
        <Popover.Dropdown p={4} maw={520} role="region" aria-label={say('rules.offers')}>
          <CompletionList id={`${id}-list`} items={items} active={chosen} onAccept={accept} label={say('rules.offers')} />
        </Popover.Dropdown>
      </Popover>
      {called && !faulty ? (
        <p id={`${id}-call`} className={classes.hint}>
          <code>{called.usage}</code> {textOf(called.help, locale)}
        </p>
      ) : (
        <p id={`${id}-hint`} className={classes.hint} hidden={faulty}>
          {say('rules.text_hint')}
        </p>
      )}
      <ul id={`${id}-problems`} className={classes.problems} aria-live="polite">
        {problems.slice(0, SHOWN).map((each) => {
          const mark = markOf(each, text)
          const message = textOf(each.message, locale)
          return (
            <li key={`${each.code} ${each.start}`}>
              <span>{message}</span>
              {mark && (
                <button type="button" onClick={() => goTo(mark)}>
                  {say('rules.go_to', { place: placeOf(text, mark[0], say) })}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** Where a character stands, as people count. */
function placeOf(text: string, index: number, say: ReturnType<typeof useWords>): string {
  const before = text.slice(0, index).split('\n')
  const column = before.at(-1)!.length + 1
  return before.length === 1 && !text.includes('\n') ? say('rules.column', { column }) : say('rules.line', { line: before.length, column })
}

/** The text in parts, those that are wrong apart. */
function markedParts(text: string, problems: readonly Problem[]) {
  const marks = problems.flatMap((each) => [markOf(each, text) ?? []].filter((mark) => mark.length === 2))
  const cuts = [...new Set([0, text.length, ...marks.flat()])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((at, index) => {
    const end = cuts[index + 1]!
    return { at, part: text.slice(at, end), faulty: marks.some(([from, to]) => from <= at && end <= to) }
  })
}
