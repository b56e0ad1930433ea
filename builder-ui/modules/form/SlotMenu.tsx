// What can be done with a field of the form, for hands that do not drag. Drawn only while it is open.
import { Menu } from '@mantine/core'
import { ArrowDown, ArrowUp, Copy, CornerDownRight, EyeOff, Settings2, Trash2 } from 'lucide-react'
import { textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { layoutOf } from '../layout-edits.ts'
import { words } from '../words.ts'
import { useDesigner } from './designer.ts'
import { useDrawnModule } from './drawn-module.ts'

interface SlotMenuProps {
  readonly field: string
  readonly tab: string
  readonly section: string
}

export function SlotMenu({ field, tab, section }: SlotMenuProps) {
  const tell = useTell()
  const designer = useDesigner()
  const keys = designer.draggedWith(field)
  return (
    <>
      <Menu.Item leftSection={<Settings2 size={14} />} onClick={() => designer.pick(field, 'only')}>
        {tell(words.openSettings)}
      </Menu.Item>
      <Menu.Item leftSection={<ArrowUp size={14} />} onClick={() => designer.step(keys, -1)}>
        {tell(words.earlier)}
      </Menu.Item>
      <Menu.Item leftSection={<ArrowDown size={14} />} onClick={() => designer.step(keys, 1)}>
        {tell(words.later)}
      </Menu.Item>
      <SectionItems except={`${tab}/${section}`} onChoose={(to) => designer.moveTo(keys, to)} />
      <Menu.Divider />
      <Menu.Item leftSection={<Copy size={14} />} onClick={() => designer.duplicate(keys)}>
        {tell(words.doDuplicate)}
      </Menu.Item>
      <Menu.Item leftSection={<EyeOff size={14} />} onClick={() => designer.takeOff(keys)}>
        {tell(words.takeOff)}
      </Menu.Item>
      <Menu.Item leftSection={<Trash2 size={14} />} color="red" onClick={() => designer.remove(keys)}>
        {keys.length > 1 ? tell(words.removeFields, { count: keys.length }) : tell(words.removeField)}
      </Menu.Item>
    </>
  )
}

interface SectionItemsProps {
  /** `tab/section` that is not offered. */
  readonly except: string
  readonly onChoose: (place: { readonly tab: string; readonly section: string }) => void
}

export function SectionItems({ except, onChoose }: SectionItemsProps) {
  const tell = useTell()
  const locale = useLocale()
  const module = useDrawnModule()
  return layoutOf(module).flatMap((tab) =>
    tab.sections
      .filter((section) => `${tab.key}/${section.key}` !== except)
      .map((section) => (
        <Menu.Item
          key={`${tab.key}/${section.key}`}
          leftSection={<CornerDownRight size={14} />}
          onClick={() => onChoose({ tab: tab.key, section: section.key })}
        >
          {tell(words.moveTo, { section: textOf(section.label, locale, section.key) })}
        </Menu.Item>
      )),
  )
}
