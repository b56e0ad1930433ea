// The dialog of a command palette: one text field, one list in sections; arrows and Enter. What it offers is said by whoever opens it.
import { Loader, Modal } from '@mantine/core'
import { Check, Search } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { isComposing } from '../../fields/composition.ts'
import { KeyCaps } from '../shell/keys/KeyCaps.tsx'
import { useReturnFocus } from '../shell/return-focus.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Palette.module.css'
import type { PaletteItem, PaletteSection } from './palette-items.tsx'

interface PaletteFrameProps {
  /** What is looked for: the text without what an input method has not yet turned into characters. */
  readonly typed: string
  readonly onTyped: (typed: string) => void
  readonly sections: readonly PaletteSection[]
  /** The grey words in the empty field. */
  readonly look: string
  readonly searching?: boolean
  readonly failed?: Error | null
  readonly onClose: () => void
}

export function PaletteFrame({ typed, onTyped, sections, look, searching = false, failed, onClose }: PaletteFrameProps) {
  const say = useWords()
  useReturnFocus()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [active, setActive] = useState<string>()
  const composing = useRef(false)
  const list = useRef<HTMLDivElement>(null)
  const prefix = useId()
  const items = useMemo(() => sections.flatMap((section) => section.items), [sections])
  const found = items.findIndex(({ id }) => id === active)
  const index = found < 0 ? 0 : found
  const current = items[index]
  const optionId = (item: PaletteItem) => `${prefix}-${items.indexOf(item)}`

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const perform = (item: PaletteItem, newTab: boolean) => {
    if (newTab && item.href !== undefined) {
      window.open(item.href, '_blank', 'noopener')
      return
    }
    onClose()
    // The dialog gives the focus back first; what opens next takes it from there.
    setTimeout(() => {
      if (item.href !== undefined) go(item.href)
      else item.run?.()
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and arrows choose a candidate of the input method.
    if (isComposing(event)) return
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + 8, PageUp: index - 8 }[event.key]
    if (to !== undefined) {
      const last = items.length - 1
      const next = event.key.startsWith('Page') ? Math.max(0, Math.min(last, to)) : to < 0 ? last : to > last ? 0 : to
      setActive(items[next]?.id)
    } else if (event.key === 'Enter') {
      if (current) perform(current, event.ctrlKey || event.metaKey)
    } else return
    event.preventDefault()
  }
  const nothing = typed.trim() !== '' && items.length === 0 && !searching
  return (
    <Modal.Root opened onClose={onClose} size={640} yOffset="12vh" transitionProps={{ duration: 0 }} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={say('palette')} classNames={{ content: classes.content! }}>
        <div className={classes.head}>
          <Search size={18} strokeWidth={1.75} aria-hidden />
          <input
            ref={takeFocus}
            data-autofocus
            className={classes.input}
            role="combobox"
            aria-label={look}
            aria-expanded={items.length > 0}
            aria-controls={`${prefix}-list`}
            aria-autocomplete="list"
            {...(current ? { 'aria-activedescendant': optionId(current) } : {})}
            placeholder={look}
            spellCheck={false}
            autoComplete="off"
            enterKeyHint="go"
            value={text}
            onKeyDown={onKeyDown}
            onCompositionStart={() => {
              composing.current = true
            }}
            onCompositionEnd={(event) => {
              composing.current = false
              onTyped(event.currentTarget.value)
              setActive(undefined)
            }}
            onChange={(event) => {
              setText(event.currentTarget.value)
              if (composing.current) return
              onTyped(event.currentTarget.value)
              setActive(undefined)
            }}
          />
          {searching && typed.trim() !== '' && <Loader size={16} aria-hidden />}
        </div>
        <div
          ref={list}
          id={`${prefix}-list`}
          role="listbox"
          aria-label={say('palette.found')}
          className={classes.list}
          hidden={items.length === 0}
        >
          {sections.map((section) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form controls
            <div key={section.key} role="group" aria-labelledby={`${prefix}-${section.key}`}>
              <div id={`${prefix}-${section.key}`} className={classes.heading}>
                {section.title}
              </div>
              {section.items.map((item) => (
                <Option
                  key={item.id}
                  id={optionId(item)}
                  item={item}
                  active={item === current}
                  onActive={() => setActive(item.id)}
                  onChoose={(event) => perform(item, event.ctrlKey || event.metaKey)}
                />
              ))}
            </div>
          ))}
        </div>
        {nothing && <p className={classes.nothing}>{say('palette.nothing', { text: typed.trim() })}</p>}
        {failed && (
          <p className={classes.nothing} role="alert">
            {failed.message}
          </p>
        )}
        <div className="unseen" role="status">
          {typed.trim() !== '' && !searching && say('palette.count', { count: items.length })}
        </div>
        <footer className={classes.foot} aria-hidden>
          <span>
            <KeyCaps keys="ArrowUp" /> <KeyCaps keys="ArrowDown" /> {say('palette.move')}
          </span>
          <span>
            <KeyCaps keys="Enter" /> {say('palette.do')}
          </span>
          <span>
            <KeyCaps keys="mod+Enter" /> {say('palette.new_tab')}
          </span>
          <span>
            <KeyCaps keys="Escape" /> {say('close')}
          </span>
        </footer>
      </Modal.Content>
    </Modal.Root>
  )
}

/** The dialog would give it the focus a moment later; what is typed at once must not be lost. */
function takeFocus(input: HTMLInputElement | null): void {
  input?.focus({ preventScroll: true })
}

interface OptionProps {
  readonly id: string
  readonly item: PaletteItem
  readonly active: boolean
  readonly onActive: () => void
  readonly onChoose: (event: MouseEvent) => void
}

function Option({ id, item, active, onActive, onChoose }: OptionProps) {
  const say = useWords()
  const { icon: Icon, label, note, keys, chosen } = item
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the text field keeps the focus and has the keys
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes.option}
      onMouseMove={() => !active && onActive()}
      // The text field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {Icon && <Icon size={16} strokeWidth={1.75} />}
      <span className={classes.label}>{label}</span>
      {note && <span className={classes.note}>{note}</span>}
      <span className={classes.end}>
        {chosen && (
          <>
            <Check size={14} aria-hidden />
            <span className="unseen">{say('palette.chosen')}</span>
          </>
        )}
        {keys !== undefined && (
          <span className={classes.keys}>
            <KeyCaps keys={keys} />
          </span>
        )}
      </span>
    </div>
  )
}
