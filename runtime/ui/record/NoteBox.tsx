// Where a note is written: Ctrl+Enter saves, `@` offers people. While somebody composes Chinese, keys belong to the input method.
import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { isComposing } from '../../fields/composition.ts'
import { messageOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { Initials } from '../shell/Initials.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Notes.module.css'
import { editable, stored } from './notes.tsx'

const OFFERED = 6

interface NoteBoxProps {
  readonly label: string
  readonly initial?: string
  readonly onSave: (text: string) => Promise<void>
  readonly onCancel?: () => void
}

export function NoteBox({ label, initial = '', onSave, onCancel }: NoteBoxProps) {
  const say = useWords()
  const { people } = useApp()
  const list = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() => editable(initial, (id) => people.find((person) => person.id === id)?.name))
  const [caret, setCaret] = useState(0)
  const [chosen, setChosen] = useState(0)
  const [closed, setClosed] = useState(false)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string>()

  const asked = /@([^\s@]*)$/.exec(text.slice(0, caret))?.[1]
  const offered =
    asked === undefined || closed
      ? []
      : people
          .filter(({ name, disabled }) => !disabled && name !== asked && name.toLowerCase().includes(asked.toLowerCase()))
          .slice(0, OFFERED)
  const current = offered[Math.min(chosen, offered.length - 1)]

  const mention = (name: string) => {
    const start = caret - asked!.length
    const next = `${text.slice(0, start)}${name} ${text.slice(caret)}`
    setText(next)
    setCaret(start + name.length + 1)
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(start + name.length + 1, start + name.length + 1)
    })
  }
  const save = async () => {
    if (text.trim() === '' || saving) return
    setSaving(true)
    setProblem(undefined)
    try {
      await onSave(stored(text.trim(), people))
      setText('')
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setSaving(false)
    }
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return
    if (current) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) {
        event.preventDefault()
        setChosen((now) => (Math.min(now, offered.length - 1) + step + offered.length) % offered.length)
        return
      }
      if (event.key === 'Tab' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)) {
        event.preventDefault()
        mention(current.name)
        return
      }
      if (event.key === 'Escape') {
        event.preventDefault()
        setClosed(true)
        return
      }
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      onCancel()
    }
  }
  const look = () => setCaret(box.current?.selectionStart ?? 0)
  return (
    <div className={classes.box}>
      <Textarea
        ref={box}
        aria-label={label}
        placeholder={onCancel ? undefined : label}
        autosize
        minRows={onCancel ? 2 : 1}
        maxRows={10}
        maxLength={10_000}
        value={text}
        error={problem}
        autoFocus={onCancel !== undefined}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={current ? `${list}-${current.id}` : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
          setChosen(0)
          setClosed(false)
        }}
        onSelect={look}
        onKeyDown={onKey}
      />
      {offered.length > 0 && (
        <div id={list} role="listbox" aria-label={say('note.people')} className={classes.people}>
          {offered.map((person) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text box that owns the list
            <div
              key={person.id}
              id={`${list}-${person.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={person === current}
              className={classes.person}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => mention(person.name)}
            >
              <Initials name={person.name} /> {person.name}
            </div>
          ))}
        </div>
      )}
      {(text.trim() !== '' || onCancel) && (
        <div className={classes.actions}>
          <span className={classes.hint}>{say('note.hint')}</span>
          {onCancel && (
            <Button variant="default" size="compact-sm" onClick={onCancel}>
              {say('cancel')}
            </Button>
          )}
          <Button size="compact-sm" loading={saving} disabled={text.trim() === ''} onClick={() => void save()}>
            {say('note.save')}
          </Button>
        </div>
      )}
    </div>
  )
}
