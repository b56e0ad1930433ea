// The form designer at work: what every key, drop and button does to the draft, and which fields are selected meanwhile.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { valueAt } from '../../../runtime/definition/edit.ts'
import { fieldName, labelOf } from '../../../runtime/definition/item-names.ts'
import type { FieldDefinition, ModuleDefinition } from '../../../runtime/definition/types.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { bothOf, type Text } from '../../../runtime/label.ts'
import { useChange, useDraft } from '../../editor/draft-context.tsx'
import { keyFor } from '../../editor/keys.ts'
import { useSelection } from '../../editor/selection.tsx'
import { filled, tell } from '../../words/text.tsx'
import { copiesOf } from '../field-edits.ts'
import { startOf } from '../field-types.ts'
import * as layout from '../layout-edits.ts'
import { useRemoveFields } from '../use-remove-fields.tsx'
import { words } from '../words.ts'
import type { Designer, Pending } from './designer.ts'
import { nearest } from './geometry.ts'

export interface DesignerState {
  readonly active: string | undefined
  readonly chosen: ReadonlySet<string>
  readonly pending: Pending | undefined
}

const NONE: ReadonlySet<string> = new Set()

export function useFormDesigner(key: string, canvas: RefObject<HTMLElement | null>): readonly [Designer, DesignerState] {
  const { editor } = useDraft()
  const change = useChange()
  const [at, select] = useSelection()
  const removeFields = useRemoveFields(key)
  const [active, setActive] = useState<string>()
  const [chosen, setChosen] = useState(NONE)
  const [pending, setPending] = useState<Pending>()
  const latest = useRef({ at, active, chosen, pending, select, removeFields })
  useEffect(() => {
    latest.current = { at, active, chosen, pending, select, removeFields }
  })
  const designer = useMemo<Designer>(() => {
    const path = `/modules/${key}`
    const module = () => valueAt(editor.state().definition, path) as ModuleDefinition
    const order = () => layout.slotsOf(module()).map(({ field }) => field)
    const inOrder = (keys: Iterable<string>) => {
      const wanted = new Set(keys)
      return order().filter((each) => wanted.has(each))
    }
    const nameOf = (field: string) => fieldName(editor.state().definition, key, field)
    const sectionName = (place: layout.Place) => tell(labelOf(layout.sectionOf(module(), place)?.label, place.section))
    const focusSlot = (field: string) => {
      setActive(field)
      // It may stand elsewhere once it is drawn again.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => canvas.current?.querySelector<HTMLElement>(`[data-slot="${field}"]`)?.focus()),
      )
    }
    const together = (field: string) =>
      latest.current.chosen.has(field) && latest.current.chosen.size > 1 ? inOrder(latest.current.chosen) : [field]
    const titled = (keys: readonly string[], one: (typeof words)['moveField'], many: (typeof words)['moveFields']): Text =>
      keys.length === 1 ? filled(one, { name: nameOf(keys[0]!) }) : filled(many, { count: keys.length })
    const told = (keys: readonly string[], place: layout.Place) => {
      const fields = layout.sectionOf(module(), place)?.fields ?? []
      const name = tell(nameOf(keys[0]!))
      const section = sectionName(place)
      if (keys.length > 1) announce(tell(words.movedMany, { count: keys.length, section }))
      else
        announce(tell(words.moved, { name, section, place: fields.findIndex(({ field }) => field === keys[0]) + 1, count: fields.length }))
    }
    const moveTo = (keys: readonly string[], place: layout.Place) => {
      const label = titled(keys, words.moveField, words.moveFields)
      if (!change({ label, edits: layout.moveFields(module(), keys, place) })) return
      told(keys, place)
      focusSlot(keys[0]!)
    }
    /** After the field that is selected, in the section that is, or at the end. */
    const here = (): layout.Place => {
      const { at: place, active: field } = latest.current
      const [, , , tab, , section] = place?.startsWith(`${path}/layout/`) ? place.slice(1).split('/') : []
      if (tab !== undefined && section !== undefined && layout.sectionOf(module(), { tab, section })) return { tab, section }
      return (field === undefined ? undefined : layout.placeOfField(module(), field)) ?? layout.endOfForm(module())
    }
    const own: Designer = {
      pick(field, how) {
        const { chosen: now, active: from } = latest.current
        setActive(field)
        if (how === 'only') {
          setChosen(new Set([field]))
          latest.current.select(`${path}/fields/${field}`)
          return
        }
        const next = new Set(now)
        if (how === 'toggle') next[now.has(field) ? 'delete' : 'add'](field)
        else {
          const all = order()
          const [a, b] = [all.indexOf(from ?? field), all.indexOf(field)].sort((x, y) => x - y)
          for (const each of all.slice(a, b! + 1)) next.add(each)
        }
        setChosen(next)
        latest.current.select(undefined)
      },
      stand: setActive,
      onSlotKey(event, field) {
        const box = canvas.current
        if (!box) return
        const mod = event.ctrlKey || event.metaKey
        const done = () => {
          event.preventDefault()
          event.stopPropagation()
        }
        if (/^Arrow/.test(event.key) && !mod) {
          done()
          if (event.altKey) return own.step(together(field), event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : 1)
          const next = nearest(box, field, event.key)
          if (next === undefined) return
          if (event.shiftKey) {
            setChosen((now) => new Set([...now, field, next]))
            latest.current.select(undefined)
          }
          setActive(next)
          box.querySelector<HTMLElement>(`[data-slot="${next}"]`)?.focus()
        } else if (event.key === 'Home' || event.key === 'End') {
          done()
          const next = order().at(event.key === 'Home' ? 0 : -1)
          if (next !== undefined) box.querySelector<HTMLElement>(`[data-slot="${next}"]`)?.focus()
        } else if (event.key === 'Delete' || event.key === 'Backspace') {
          done()
          own.remove(together(field))
        } else if (event.key.toLowerCase() === 'd' && mod) {
          done()
          own.duplicate(together(field))
        } else if (event.key === 'Escape' && (latest.current.chosen.size > 0 || latest.current.at !== undefined)) {
          done()
          own.clear()
        }
      },
      openLayout(tab, section) {
        const now = module()
        // What is set has to be written.
        if (!now.layout && !change({ label: words.begin, edits: layout.writeOut(now) })) return
        setChosen(NONE)
        latest.current.select(section === undefined ? `${path}/layout/${tab}` : `${path}/layout/${tab}/sections/${section}`)
      },
      onLayoutKey(event, tab, section) {
        if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          event.preventDefault()
          const target = event.currentTarget
          own.stepLayout(event.key === 'ArrowUp' ? -1 : 1, tab, section)
          requestAnimationFrame(() => target.focus())
        } else if (event.key === 'Delete' || event.key === 'Backspace') {
          event.preventDefault()
          own.removeLayout(tab, section)
        }
      },
      draggedWith: together,
      dropInto(dragged, place) {
        if (dragged.kind === 'type') own.begin(dragged.type, place)
        else if (dragged.kind === 'fields') moveTo(dragged.keys, place)
      },
      dropSection(from, to) {
        const name = labelOf(layout.sectionOf(module(), from)?.label, from.section)
        change({ label: filled(words.moveSection, { name }), edits: layout.moveSection(module(), from, to) })
      },
      dropTab(tab, before) {
        const now = module()
        const name = labelOf(layout.layoutOf(now).find(({ key: each }) => each === tab)?.label, tab)
        const edits = [...layout.writeOut(now), { kind: 'move', path: `${path}/layout/${tab}`, before } as const]
        change({ label: filled(words.moveTab, { name }), edits })
      },
      begin(type, place) {
        setPending({ type, place: place ?? here() })
      },
      putOn(field) {
        moveTo([field], here())
      },
      async create(name) {
        const { pending: begun } = latest.current
        const type = begun && fieldTypes.get(begun.type)
        if (!begun || !type) return
        const now = module()
        const field = await keyFor(
          name,
          now.fields.map((each) => each.key),
          'field',
        )
        const item: FieldDefinition = { key: field, type: type.name, label: name, ...startOf(type, editor.state().definition, key) }
        const done = change({ label: filled(words.fieldAdded, { name }), edits: layout.addFields(now, [item], begun.place) })
        setPending(undefined)
        if (!done) return
        announce(tell(words.fieldMade, { name }))
        setChosen(new Set([field]))
        latest.current.select(`${path}/fields/${field}`)
        focusSlot(field)
      },
      cancel() {
        setPending(undefined)
      },
      step(keys, by) {
        const now = module()
        const sections = layout
          .layoutOf(now)
          .flatMap((tab) => tab.sections.map((section) => ({ tab: tab.key, section: section.key, fields: section.fields })))
        const lead = by < 0 ? keys[0]! : keys.at(-1)!
        const index = sections.findIndex(({ fields }) => fields.some(({ field }) => field === lead))
        const section = sections[index]
        if (!section) return
        const place = section.fields.findIndex(({ field }) => field === lead)
        const next = sections[index + by]
        if (section.fields[place + by]) moveTo(keys, { ...section, before: section.fields[by < 0 ? place - 1 : place + 2]?.field })
        else if (next) moveTo(keys, { ...next, before: by < 0 ? undefined : next.fields[0]?.field })
        else announce(tell(words.atEdge, { name: tell(nameOf(lead)) }))
      },
      stepLayout(by, tab, section) {
        const now = module()
        const tabs = layout.layoutOf(now)
        const index = tabs.findIndex((each) => each.key === tab)
        if (section === undefined) {
          if (tabs[index + by]) own.dropTab(tab, tabs[by < 0 ? index - 1 : index + 2]?.key)
          return
        }
        const { sections } = tabs[index]!
        const place = sections.findIndex((each) => each.key === section)
        const next = tabs[index + by]
        if (sections[place + by]) own.dropSection({ tab, section }, { tab, before: sections[by < 0 ? place - 1 : place + 2]?.key })
        else if (next) own.dropSection({ tab, section }, { tab: next.key, before: by < 0 ? undefined : next.sections[0]?.key })
      },
      moveTo,
      setSpan(field, span) {
        change({
          label: filled(words.spanSet, { name: nameOf(field) }),
          edits: layout.setSpan(module(), field, span),
          merge: `span ${field}`,
        })
      },
      duplicate(keys) {
        const now = module()
        const fields = keys.flatMap((field) => now.fields.filter((each) => each.key === field))
        if (fields.length === 0) return
        const copies = copiesOf(fields, now, true)
        const place = layout.placeOfField(now, keys.at(-1)!)
        const label = titled(keys, words.duplicated, words.duplicatedMany)
        if (!change({ label, edits: layout.addFields(now, copies, place) })) return
        setChosen(new Set(copies.map((copy) => copy.key)))
        if (copies.length === 1) latest.current.select(`${path}/fields/${copies[0]!.key}`)
        focusSlot(copies[0]!.key)
      },
      takeOff(keys) {
        const next = neighbour(order(), keys)
        if (!change({ label: titled(keys, words.takenOff, words.takenOffMany), edits: layout.takeOff(module(), keys) })) return
        setChosen(NONE)
        if (next !== undefined) focusSlot(next)
      },
      remove(keys) {
        const next = neighbour(order(), keys)
        latest.current.removeFields(keys, () => {
          setChosen(NONE)
          latest.current.select(undefined)
          if (next !== undefined) focusSlot(next)
        })
      },
      removeLayout(tab, section) {
        const now = module()
        const tabs = layout.layoutOf(now).find((each) => each.key === tab)
        const edits = section === undefined ? layout.removeTab(now, tab) : layout.removeSection(now, { tab, section })
        if (edits.length === 0) return
        const name = section === undefined ? labelOf(tabs?.label, tab) : labelOf(layout.sectionOf(now, { tab, section })?.label, section)
        const label = filled(section === undefined ? words.removeTab : words.removeSection, { name })
        if (change({ label, edits })) latest.current.select(undefined)
      },
      async addTab(name) {
        const now = module()
        const tabs = layout.layoutOf(now).map((each) => each.key)
        const tab = await keyFor(name, tabs, 'tab')
        const item = { key: tab, label: name, sections: [{ key: 'main', label: bothOf(words.details), fields: [] }] }
        const edits = [...layout.writeOut(now), { kind: 'add', path: `${path}/layout`, item } as const]
        if (change({ label: filled(words.tabAdded, { name }), edits })) latest.current.select(`${path}/layout/${tab}`)
      },
      async addSection(tab, name) {
        const now = module()
        const { sections } = layout.layoutOf(now).find((each) => each.key === tab)!
        const section = await keyFor(
          name,
          sections.map((each) => each.key),
          'section',
        )
        const item = { key: section, label: name, fields: [] }
        const edits = [...layout.writeOut(now), { kind: 'add', path: `${path}/layout/${tab}/sections`, item } as const]
        if (change({ label: filled(words.sectionAdded, { name }), edits }))
          latest.current.select(`${path}/layout/${tab}/sections/${section}`)
      },
      clear() {
        setChosen(NONE)
        latest.current.select(undefined)
      },
    }
    return own
  }, [key, editor, change, canvas])
  return [designer, useMemo(() => ({ active, chosen, pending }), [active, chosen, pending])]
}

/** The field that takes the focus when these go. */
function neighbour(order: readonly string[], keys: readonly string[]): string | undefined {
  const index = order.indexOf(keys[0]!)
  return (
    order.slice(index + 1).find((each) => !keys.includes(each)) ??
    order.slice(0, Math.max(index, 0)).findLast((each) => !keys.includes(each))
  )
}
