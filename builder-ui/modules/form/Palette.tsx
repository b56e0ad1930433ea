// What can be put on the form: types of fields, and fields that stand on no form. Clicked or dragged to a place.
import { TextInput, UnstyledButton } from '@mantine/core'
import { Search } from 'lucide-react'
import { type KeyboardEvent, memo, type RefObject, useMemo, useRef, useState } from 'react'
import type { FieldDefinition } from '../../../runtime/definition/types.ts'
import { guardComposition } from '../../../runtime/fields/composition.ts'
import type { FieldType } from '../../../runtime/fields/contract.ts'
import { FIELD_TYPES, fieldTypes } from '../../../runtime/fields/index.ts'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { rankOf } from '../../../runtime/match.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { groupOfType, TYPE_GROUPS } from '../field-types.ts'
import { TypeIcon } from '../TypeIcon.tsx'
import { GROUP_WORDS, words } from '../words.ts'
import { type Dragged, useDesigner } from './designer.ts'
import classes from './Form.module.css'
import { useDragOf } from './use-drop.tsx'

const GROUPED = TYPE_GROUPS.map((group) => ({ group, types: FIELD_TYPES.filter((type) => groupOfType(type) === group) }))

interface PaletteProps {
  readonly off: readonly FieldDefinition[]
  readonly search: RefObject<HTMLInputElement | null>
  /** Told when something was chosen, so that what covers the form can go. */
  readonly onChosen?: () => void
}

export const Palette = memo(function Palette({ off, search, onChosen }: PaletteProps) {
  const tell = useTell()
  const locale = useLocale()
  const designer = useDesigner()
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const groups = useMemo(
    () =>
      GROUPED.map(({ group, types }) => ({ group, types: types.filter((type) => isCalled(type, text)) })).filter(
        ({ types }) => types.length > 0,
      ),
    [text],
  )
  const begin = (type: string) => {
    setText('')
    designer.begin(type)
    onChosen?.()
  }
  const buttons = () => [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined || event.altKey) return
    event.preventDefault()
    const all = buttons()
    const index = all.indexOf(document.activeElement as HTMLElement)
    const next = all[index + by]
    if (next) next.focus()
    else if (by < 0) search.current?.focus()
  }
  return (
    <section className={classes.palette} aria-label={tell(words.palette)}>
      <TextInput
        ref={search}
        type="search"
        aria-label={tell(words.searchTypes)}
        placeholder={tell(words.palette)}
        leftSection={<Search size={14} strokeWidth={1.75} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDownCapture={guardComposition}
        onKeyDown={(event) => {
          const first = bestOf(text)
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && text.trim() !== '' && first) {
            event.preventDefault()
            begin(first.name)
          } else if (event.key === 'ArrowDown') {
            event.preventDefault()
            buttons()[0]?.focus()
          } else if (event.key === 'Escape' && text !== '') {
            event.stopPropagation()
            setText('')
          }
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only go from one button to the next */}
      <div ref={list} className={classes.types} onKeyDown={onKeyDown}>
        {off.length > 0 && text === '' && (
          <div>
            <h2>{tell(words.offForm)}</h2>
            {off.map((field) => (
              <Entry
                key={field.key}
                icon={fieldTypes.get(field.type)?.icon}
                name={textOf(field.label, locale, field.key)}
                label={tell(words.putOn, { name: textOf(field.label, locale, field.key) })}
                dragged={{ kind: 'fields', keys: [field.key] }}
                onChoose={() => {
                  designer.putOn(field.key)
                  onChosen?.()
                }}
              />
            ))}
          </div>
        )}
        {groups.map(({ group, types }) => (
          <div key={group}>
            <h2>{tell(GROUP_WORDS[group])}</h2>
            {types.map((type) => (
              <Entry
                key={type.name}
                icon={type.icon}
                name={textOf(type.label, locale, type.name)}
                label={tell(words.addType, { type: textOf(type.label, locale, type.name) })}
                dragged={{ kind: 'type', type: type.name }}
                onChoose={() => begin(type.name)}
              />
            ))}
          </div>
        ))}
        {groups.length === 0 && <p className={classes.none}>{tell(words.noType)}</p>}
      </div>
    </section>
  )
})

/** How well the type answers to what was typed, in either language. */
function rank(type: FieldType, text: string): number {
  const { en, 'zh-CN': zh } = bothOf(type.label, type.name)
  return Math.max(rankOf(en, text), rankOf(zh, text))
}

function isCalled(type: FieldType, text: string): boolean {
  return text.trim() === '' || rank(type, text) > 0
}

function bestOf(text: string): FieldType | undefined {
  const [first] = FIELD_TYPES.filter((type) => isCalled(type, text)).sort((a, b) => rank(b, text) - rank(a, text))
  return first
}

interface EntryProps {
  readonly icon: string | undefined
  readonly name: string
  readonly label: string
  readonly dragged: Dragged
  readonly onChoose: () => void
}

function Entry({ icon, name, label, dragged, onChoose }: EntryProps) {
  const box = useRef<HTMLButtonElement>(null)
  useDragOf(box, () => dragged)
  return (
    <UnstyledButton ref={box} className={classes.type} aria-label={label} onClick={onChoose}>
      <TypeIcon name={icon} />
      <span>{name}</span>
    </UnstyledButton>
  )
}
