// The menu of a stage on the canvas, opened by its button, the right mouse button or the menu key.
import { Menu } from '@mantine/core'
import { ArrowLeft, ArrowRight, Cable, ClipboardCopy, ClipboardPaste, Copy, Plus, Split, Trash2 } from 'lucide-react'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import type { Point } from '../canvas/rounded-path.ts'
import { useTell } from '../words/text.tsx'
import type { StageActions } from './stage-actions.tsx'
import { stepStage } from './stage-edits.ts'
import { words } from './words.ts'

interface StageMenuProps {
  readonly pipeline: PipelineDefinition
  readonly stage: string
  readonly at: Point
  readonly actions: StageActions
  readonly onClose: () => void
}

export function StageMenu({ pipeline, stage: key, at, actions, onClose }: StageMenuProps) {
  const tell = useTell()
  const locale = useLocale()
  const stage = pipeline.stages.find((each) => each.key === key)
  if (!stage) return null
  const index = pipeline.stages.indexOf(stage)
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={220} trapFocus returnFocus>
      <Menu.Target>
        <div style={{ position: 'fixed', left: at.x, top: at.y, width: 0, height: 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={tell(words.menuOf, { name: textOf(stage.label, locale, key) })}>
        <Menu.Item
          leftSection={<Plus size={14} />}
          onClick={() => actions.add({ type: stage.type, before: pipeline.stages[index + 1]?.key })}
        >
          {tell(words.addAfter)}
        </Menu.Item>
        {stage.type === 'open' && (
          <Menu.Item leftSection={<Split size={14} />} onClick={() => actions.split(key)}>
            {tell(words.split)}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Cable size={14} />} onClick={() => actions.connect(key)}>
          {tell(words.connect)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<ArrowLeft size={14} />} disabled={!stepStage(pipeline, key, -1)} onClick={() => actions.step(key, -1)}>
          {tell(words.moveEarlier)}
        </Menu.Item>
        <Menu.Item leftSection={<ArrowRight size={14} />} disabled={!stepStage(pipeline, key, 1)} onClick={() => actions.step(key, 1)}>
          {tell(words.moveLater)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Copy size={14} />} onClick={() => actions.duplicate([key])}>
          {tell(words.duplicateShort)}
        </Menu.Item>
        <Menu.Item leftSection={<ClipboardCopy size={14} />} onClick={() => actions.copy([key])}>
          {tell(words.copy)}
        </Menu.Item>
        <Menu.Item leftSection={<ClipboardPaste size={14} />} onClick={actions.paste}>
          {tell(words.paste)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => actions.remove([key])}>
          {tell(words.removeShort)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
