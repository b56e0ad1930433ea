// The form as it will be, all its tabs one below the other, so that fields can be put from one into another.
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { GripVertical } from 'lucide-react'
import { memo, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import { stepsOf } from '../../../runtime/definition/edit.ts'
import type { FieldDefinition, LayoutTabDefinition, ModuleDefinition } from '../../../runtime/definition/types.ts'
import { textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useJudgement } from '../../editor/problems.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { AddByName } from '../../lists/AddByName.tsx'
import { useTell } from '../../words/text.tsx'
import { layoutOf } from '../layout-edits.ts'
import { words } from '../words.ts'
import { Condition } from './Condition.tsx'
import { type Pending, useDesigner } from './designer.ts'
import classes from './Form.module.css'
import { Section } from './Section.tsx'
import type { DesignerState } from './use-designer.tsx'
import { useDragOf, useDropEdge } from './use-drop.tsx'

interface CanvasProps {
  readonly module: ModuleDefinition
  readonly state: DesignerState
  readonly canvas: RefObject<HTMLElement | null>
}

export function Canvas({ module, state: { active, chosen, pending }, canvas }: CanvasProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const designer = useDesigner()
  const [at] = useSelection()
  const linked = app.modules.get(module.key)
  const fields = useMemo(() => new Map(module.fields.map((field) => [field.key, field])), [module.fields])
  const faulty = useFaulty(module.key)
  const tabs = useMemo(() => layoutOf(module), [module])
  // What the arrow keys begin at, until one of the fields had the focus.
  const standing =
    active !== undefined && fields.has(active) ? active : tabs.flatMap(({ sections }) => sections.flatMap((each) => each.fields))[0]?.field
  const steps = stepsOf(at ?? '')
  const selected = steps[1] === module.key && steps[2] === 'layout' ? steps : []
  useEffect(() => {
    const element = canvas.current
    return element ? autoScrollForElements({ element }) : undefined
  }, [canvas])
  const open = steps[1] === module.key && steps[2] === 'fields' ? steps[3] : undefined
  // A problem, a search or a link leads to a field that may be out of sight.
  useEffect(() => {
    if (open !== undefined) canvas.current?.querySelector(`[data-slot="${open}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [open, canvas])
  return (
    <section ref={canvas} className={classes.canvas} aria-label={tell(words.canvas, { module: textOf(module.label, locale, module.key) })}>
      <p className={classes.hint}>{tell(words.hint)}</p>
      {tabs.map((each, index) => (
        <Tab
          key={each.key}
          tab={each}
          next={tabs[index + 1]?.key}
          fields={fields}
          title={module.title}
          linked={linked}
          faulty={faulty}
          active={standing}
          chosen={chosen}
          open={open}
          selected={selected[3] === each.key ? (selected[5] ?? '') : undefined}
          pending={pending?.place.tab === each.key ? pending : undefined}
        />
      ))}
      <div>
        <AddByName label={tell(words.addTab)} onAdd={designer.addTab} />
      </div>
    </section>
  )
}

/** Keys of the fields the server finds something wrong with. */
function useFaulty(module: string): ReadonlySet<string> {
  const { problems } = useJudgement().judgement
  return useMemo(() => {
    const start = `/modules/${module}/fields/`
    return new Set(problems.filter(({ path }) => path.startsWith(start)).map(({ path }) => stepsOf(path)[3]!))
  }, [problems, module])
}

interface TabProps {
  readonly tab: LayoutTabDefinition
  readonly next: string | undefined
  readonly fields: ReadonlyMap<string, FieldDefinition>
  readonly title: string
  readonly linked: Module | undefined
  readonly faulty: ReadonlySet<string>
  readonly active: string | undefined
  readonly chosen: ReadonlySet<string>
  readonly open: string | undefined
  /** The key of its section that is set, '' for the tab itself. */
  readonly selected: string | undefined
  readonly pending: Pending | undefined
}

const Tab = memo(function Tab({ tab, next, chosen, open, selected, pending, linked, ...rest }: TabProps) {
  const tell = useTell()
  const locale = useLocale()
  const designer = useDesigner()
  const box = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLButtonElement>(null)
  const held = useDragOf(box, () => ({ kind: 'tab', tab: tab.key }), head)
  const edge = useDropEdge(box, {
    takes: (dragged) => (dragged.kind === 'tab' && dragged.tab !== tab.key) || (dragged.kind === 'section' && dragged.tab !== tab.key),
    axis: 'y',
    onDrop: (dragged, side) => {
      if (dragged.kind === 'tab') designer.dropTab(dragged.tab, side === 'before' ? tab.key : next)
      else if (dragged.kind === 'section') designer.dropSection(dragged, { tab: tab.key })
    },
  })
  const name = textOf(tab.label, locale, tab.key)
  const shown = useMemo(() => (open === undefined || chosen.size > 0 ? chosen : new Set([open])), [chosen, open])
  return (
    <div ref={box} className={classes.tab} data-held={held || undefined} data-edge={edge}>
      <div className={classes.tabHead}>
        <UnstyledButton
          ref={head}
          className={classes.tabName}
          data-selected={selected === '' || undefined}
          aria-pressed={selected === ''}
          onClick={() => designer.openLayout(tab.key)}
          onKeyDown={(event) => designer.onLayoutKey(event, tab.key)}
        >
          <GripVertical size={14} strokeWidth={1.75} aria-hidden />
          <VisuallyHidden component="b">{`${tell(words.tab)}: `}</VisuallyHidden>
          <span>{name}</span>
          <Condition value={tab.visible} module={linked} />
        </UnstyledButton>
        <AddByName label={tell(words.addSection)} onAdd={(text) => designer.addSection(tab.key, text)} />
      </div>
      {tab.sections.map((section, index) => (
        <Section
          key={section.key}
          {...rest}
          tab={tab.key}
          section={section}
          next={tab.sections[index + 1]?.key}
          linked={linked}
          chosen={shown}
          selected={selected === section.key}
          pending={pending?.place.section === section.key ? pending : undefined}
        />
      ))}
    </div>
  )
})
