// A field on the form: what it is called, of what type it is, what is special about it. Dragged, moved by keys or by its menu, made wider by its edge.
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import { EllipsisVertical, Eye, Lock } from 'lucide-react'
import { memo, type PointerEvent, useRef } from 'react'
import type { FieldDefinition } from '../../../runtime/definition/types.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { TypeIcon } from '../TypeIcon.tsx'
import { words } from '../words.ts'
import { useDesigner } from './designer.ts'
import classes from './Form.module.css'
import { SlotMenu } from './SlotMenu.tsx'
import { useDragOf, useDropEdge } from './use-drop.tsx'

interface SlotProps {
  readonly field: FieldDefinition
  readonly tab: string
  readonly section: string
  /** The field after it. */
  readonly next: string | undefined
  readonly columns: number
  readonly span: number
  readonly active: boolean
  readonly chosen: boolean
  readonly faulty: boolean
  readonly title: boolean
}

export const Slot = memo(function Slot(props: SlotProps) {
  const { field, tab, section, next, columns, span, active, chosen, faulty, title } = props
  const tell = useTell()
  const locale = useLocale()
  const designer = useDesigner()
  const box = useRef<HTMLLIElement>(null)
  const held = useDragOf(box, () => ({ kind: 'fields', keys: designer.draggedWith(field.key) }))
  const edge = useDropEdge(box, {
    takes: (dragged) => dragged.kind === 'type' || (dragged.kind === 'fields' && !dragged.keys.includes(field.key)),
    axis: columns > 1 ? 'x' : 'y',
    onDrop: (dragged, side) => designer.dropInto(dragged, { tab, section, before: side === 'before' ? field.key : next }),
  })
  const type = fieldTypes.get(field.type)
  const name = textOf(field.label, locale, field.key)
  const marks = [
    title && tell(words.isTitle),
    field.required !== undefined && field.required !== false && tell(words.isRequired),
    field.visible !== undefined && tell(words.isConditional),
    field.readOnly !== undefined && field.readOnly !== false && tell(words.isReadOnly),
    faulty && tell(words.hasProblem),
  ].filter((each): each is string => typeof each === 'string')
  const typeName = textOf(type?.label, locale, field.type)
  return (
    <li
      ref={box}
      className={classes.slot}
      style={{ gridColumn: `span ${Math.min(span, columns)}` }}
      data-chosen={chosen || undefined}
      data-held={held || undefined}
      data-edge={edge}
      data-axis={columns > 1 ? 'x' : 'y'}
    >
      <UnstyledButton
        className={classes.slotMain}
        data-slot={field.key}
        tabIndex={active ? 0 : -1}
        aria-pressed={chosen}
        aria-label={[tell(words.slot, { name, type: typeName }), ...marks].join(', ')}
        onFocus={() => designer.stand(field.key)}
        onKeyDown={(event) => designer.onSlotKey(event, field.key)}
        onClick={(event) => designer.pick(field.key, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only')}
      >
        <TypeIcon name={type?.icon} />
        <span className={classes.slotName}>{name}</span>
        {field.required === true && <i aria-hidden>*</i>}
        {field.visible !== undefined && <Eye size={14} strokeWidth={1.75} aria-hidden />}
        {field.readOnly !== undefined && field.readOnly !== false && <Lock size={14} strokeWidth={1.75} aria-hidden />}
        {faulty && <b className={classes.fault} aria-hidden />} <small>{typeName}</small>
      </UnstyledButton>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon size={24} tabIndex={active ? 0 : -1} className={classes.slotMore} aria-label={tell(words.more, { what: name })}>
            <EllipsisVertical size={14} strokeWidth={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <SlotMenu field={field.key} tab={tab} section={section} />
        </Menu.Dropdown>
      </Menu>
      {columns > 1 && <WidthHandle box={box} columns={columns} span={span} onSpan={(wide) => designer.setSpan(field.key, wide)} />}
    </li>
  )
})

interface WidthHandleProps {
  readonly box: React.RefObject<HTMLLIElement | null>
  readonly columns: number
  readonly span: number
  readonly onSpan: (span: number) => void
}

/** The right edge, drawn wider or narrower. By keyboard the width is set in the settings of the field. */
function WidthHandle({ box, columns, span, onSpan }: WidthHandleProps) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const { left, width } = box.current!.getBoundingClientRect()
    const one = width / span
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    let last = span
    const move = ({ clientX }: globalThis.PointerEvent) => {
      const wide = Math.max(1, Math.min(columns, Math.round((clientX - left) / one)))
      if (wide === last) return
      last = wide
      onSpan(wide)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  // A press here begins no drag of the field.
  return <span className={classes.width} aria-hidden draggable onDragStart={(event) => event.preventDefault()} onPointerDown={start} />
}
