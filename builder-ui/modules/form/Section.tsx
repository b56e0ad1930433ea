// A section of the form: its head, which selects and moves it, and its fields in their columns.
import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { GripVertical } from 'lucide-react'
import { Fragment, memo, useRef } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import type { FieldDefinition, LayoutSectionDefinition } from '../../../runtime/definition/types.ts'
import { textOf } from '../../../runtime/label.ts'
import { useNarrow } from '../../../runtime/ui/shell/Shell.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { words } from '../words.ts'
import { Condition } from './Condition.tsx'
import { type Pending, useDesigner } from './designer.ts'
import classes from './Form.module.css'
import { NewSlot } from './NewSlot.tsx'
import { Slot } from './Slot.tsx'
import { useDragOf, useDropEdge } from './use-drop.tsx'

export interface SectionProps {
  readonly tab: string
  readonly section: LayoutSectionDefinition
  /** The section after it. */
  readonly next: string | undefined
  readonly fields: ReadonlyMap<string, FieldDefinition>
  readonly title: string
  readonly linked: Module | undefined
  /** Keys of fields with problems. */
  readonly faulty: ReadonlySet<string>
  readonly active: string | undefined
  readonly chosen: ReadonlySet<string>
  /** Its settings are open. */
  readonly selected: boolean
  readonly pending: Pending | undefined
}

export const Section = memo(function Section(props: SectionProps) {
  const { tab, section, next, fields, title, linked, faulty, active, chosen, selected, pending } = props
  const tell = useTell()
  const locale = useLocale()
  const narrow = useNarrow()
  const designer = useDesigner()
  const box = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLButtonElement>(null)
  const held = useDragOf(box, () => ({ kind: 'section', tab, section: section.key }), head)
  const edge = useDropEdge(box, {
    takes: (dragged) => dragged.kind === 'section' && !(dragged.tab === tab && dragged.section === section.key),
    axis: 'y',
    onDrop: (dragged, side) => {
      if (dragged.kind === 'section') designer.dropSection(dragged, { tab, before: side === 'before' ? section.key : next })
    },
  })
  const body = useRef<HTMLUListElement>(null)
  const inside = useDropEdge(body, {
    takes: (dragged) => dragged.kind === 'type' || dragged.kind === 'fields',
    axis: undefined,
    onDrop: (dragged) => designer.dropInto(dragged, { tab, section: section.key }),
  })
  const columns = narrow ? 1 : (section.columns ?? 2)
  const name = textOf(section.label, locale, section.key)
  const drawn = section.fields.filter(({ field }) => fields.has(field))
  return (
    <div ref={box} className={classes.section} data-held={held || undefined} data-edge={edge}>
      <UnstyledButton
        ref={head}
        className={classes.sectionHead}
        data-selected={selected || undefined}
        aria-pressed={selected}
        onClick={() => designer.openLayout(tab, section.key)}
        onKeyDown={(event) => designer.onLayoutKey(event, tab, section.key)}
      >
        <GripVertical size={14} strokeWidth={1.75} aria-hidden />
        <VisuallyHidden component="b">{`${tell(words.section)}: `}</VisuallyHidden>
        <span>{name}</span>
        <Condition value={section.visible} module={linked} />
        <small>{tell(words.columnsCount, { count: section.columns ?? 2 })}</small>
      </UnstyledButton>
      <ul
        ref={body}
        className={classes.slots}
        aria-label={tell(words.fields, { section: name })}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        data-inside={inside === 'inside' || undefined}
      >
        {drawn.map(({ field, span }, index) => (
          <Fragment key={field}>
            {pending?.place.before === field && <NewSlot type={pending.type} />}
            <Slot
              field={fields.get(field)!}
              tab={tab}
              section={section.key}
              next={drawn[index + 1]?.field}
              columns={columns}
              span={span ?? 1}
              active={active === field}
              chosen={chosen.has(field)}
              faulty={faulty.has(field)}
              title={title === field}
            />
          </Fragment>
        ))}
        {pending && pending.place.before === undefined && <NewSlot type={pending.type} />}
        {drawn.length === 0 && !pending && <li className={classes.empty}>{tell(words.noFields)}</li>}
      </ul>
    </div>
  )
})
