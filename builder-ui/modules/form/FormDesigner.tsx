// The form of a module: what it can be made of at the left, the form itself, and the settings of what is selected at the right.

import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { Button, Drawer, Menu } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { stepsOf } from '../../../runtime/definition/edit.ts'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { type Command, useCommands } from '../../../runtime/ui/shell/commands.ts'
import { isWriting } from '../../../runtime/ui/shell/keys/keys.ts'
import { useNarrow } from '../../../runtime/ui/shell/Shell.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { copiesOf, fieldsAsText, fieldsInText } from '../field-edits.ts'
import { addFields, offLayout, placeOfField, slotsOf } from '../layout-edits.ts'
import { words } from '../words.ts'
import { Canvas } from './Canvas.tsx'
import { type Designer, DesignerContext } from './designer.ts'
import { DrawnModule } from './drawn-module.ts'
import { FieldInspector } from './FieldInspector.tsx'
import classes from './Form.module.css'
import { SectionInspector, TabInspector } from './LayoutInspector.tsx'
import { Palette } from './Palette.tsx'
import { SectionItems } from './SlotMenu.tsx'
import { type DesignerState, useFormDesigner } from './use-designer.tsx'

export function FormDesigner({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const narrow = useNarrow()
  const canvas = useRef<HTMLElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const [designer, state] = useFormDesigner(module.key, canvas)
  const [opened, setOpened] = useState(false)
  const off = useMemo(() => offLayout(module), [module])
  useClipboard(module, designer, state, canvas)
  useCommands(
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'add field',
          label: tell(words.palette),
          group: 'create',
          icon: Plus,
          keys: ['a'],
          run: () => (narrow ? setOpened(true) : search.current?.focus()),
        },
        { id: 'copy fields', label: tell(words.copy), group: 'here', keys: ['mod+c'], own: true },
        { id: 'paste fields', label: tell(words.paste), group: 'here', keys: ['mod+v'], own: true },
        { id: 'duplicate fields', label: tell(words.doDuplicate), group: 'here', keys: ['mod+d'], own: true },
        { id: 'remove fields', label: tell(words.removeField), group: 'here', keys: ['Delete'], own: true },
        { id: 'field up', label: tell(words.earlier), group: 'here', keys: ['alt+ArrowUp'], own: true },
        { id: 'field down', label: tell(words.later), group: 'here', keys: ['alt+ArrowDown'], own: true },
        { id: 'select fields', label: tell(words.selectFields), group: 'here', keys: ['shift+ArrowDown'], own: true },
      ],
      [tell, narrow],
    ),
  )
  return (
    <DesignerContext value={designer}>
      <DrawnModule value={module.key}>
        <div className={classes.designer}>
          {narrow ? (
            <Drawer opened={opened} onClose={() => setOpened(false)} position="bottom" size="80%" title={tell(words.palette)}>
              <Palette off={off} search={search} onChosen={() => setOpened(false)} />
            </Drawer>
          ) : (
            <Palette off={off} search={search} />
          )}
          <div className={classes.middle}>
            {narrow && (
              <div className={classes.bar}>
                <Button variant="default" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={() => setOpened(true)}>
                  {tell(words.palette)}
                </Button>
              </div>
            )}
            {state.chosen.size > 1 && <ChosenBar module={module} chosen={state.chosen} designer={designer} />}
            <Canvas module={module} state={state} canvas={canvas} />
          </div>
          <Selected module={module} designer={designer} />
        </div>
      </DrawnModule>
    </DesignerContext>
  )
}

interface ChosenBarProps {
  readonly module: ModuleDefinition
  readonly chosen: ReadonlySet<string>
  readonly designer: Designer
}

/** What can be done with several fields at once. */
function ChosenBar({ module, chosen, designer }: ChosenBarProps) {
  const tell = useTell()
  const keys = slotsOf(module).flatMap(({ field }) => (chosen.has(field) ? [field] : []))
  return (
    <div className={classes.bar} role="toolbar" aria-label={tell(words.selected, { count: keys.length })}>
      <span>{tell(words.selected, { count: keys.length })}</span>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button variant="default">{tell(words.inSection)}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <SectionItems except="" onChoose={(place) => designer.moveTo(keys, place)} />
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={() => designer.duplicate(keys)}>
        {tell(words.doDuplicate)}
      </Button>
      <Button variant="default" onClick={() => designer.takeOff(keys)}>
        {tell(words.takeOff)}
      </Button>
      <Button variant="default" color="red" onClick={() => designer.remove(keys)}>
        {tell(words.removeFields, { count: keys.length })}
      </Button>
      <Button variant="subtle" color="gray" onClick={designer.clear}>
        {tell(words.clear)}
      </Button>
    </div>
  )
}

/** The settings of the field, section or tab the address names. */
function Selected({ module, designer }: { readonly module: ModuleDefinition; readonly designer: Designer }) {
  const [at] = useSelection()
  const [, key, member, name, , inner] = stepsOf(at ?? '')
  if (key !== module.key || name === undefined) return null
  if (member === 'fields') {
    const field = module.fields.find((each) => each.key === name)
    return field ? <FieldInspector key={field.key} module={module} field={field} onClose={designer.clear} /> : null
  }
  const tab = member === 'layout' ? module.layout?.find((each) => each.key === name) : undefined
  if (!tab) return null
  const section = tab.sections.find((each) => each.key === inner)
  return section ? (
    <SectionInspector key={section.key} module={module} tab={tab} section={section} />
  ) : (
    <TabInspector key={tab.key} module={module} tab={tab} />
  )
}

/** Copies fields as text and takes them from one, also of another module or app. */
function useClipboard(
  module: ModuleDefinition,
  designer: Designer,
  { active, chosen }: DesignerState,
  canvas: React.RefObject<HTMLElement | null>,
): void {
  const tell = useTell()
  const change = useChange()
  useEffect(() => {
    const isOurs = () => {
      const focused = document.activeElement
      const inside = focused === document.body || canvas.current?.contains(focused) === true
      return inside && !isWriting(focused) && !document.querySelector('[aria-modal="true"]')
    }
    // What has the focus, with what is selected along with it.
    const keys = () => {
      if (active === undefined) return []
      return chosen.size > 1 && chosen.has(active) ? slotsOf(module).flatMap(({ field }) => (chosen.has(field) ? [field] : [])) : [active]
    }
    const onCopy = (event: ClipboardEvent) => {
      if (!isOurs() || !event.clipboardData || String(document.getSelection()) !== '') return
      const fields = keys().flatMap((key) => module.fields.filter((field) => field.key === key))
      if (fields.length === 0) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', fieldsAsText(fields))
      announce(tell(words.copied, { count: fields.length }))
    }
    const onPaste = (event: ClipboardEvent) => {
      const fields = isOurs() ? fieldsInText(event.clipboardData?.getData('text/plain') ?? '') : undefined
      if (!fields) return
      event.preventDefault()
      const copies = copiesOf(fields, module, false)
      const place = keys().length > 0 ? placeOfField(module, keys().at(-1)!) : undefined
      if (!change({ label: filled(words.pasted, { count: copies.length }), edits: addFields(module, copies, place) })) return
      designer.pick(copies[0]!.key, 'only')
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  }, [module, designer, active, chosen, canvas, tell, change])
}
