// A module on the map: its name and its first fields. It opens on click, and relations are drawn from its edges.
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { ClipboardCopy, Copy, EllipsisVertical, FilePenLine, Spline, Trash2 } from 'lucide-react'
import { memo } from 'react'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { textOf } from '../../../runtime/label.ts'
import { Icon } from '../../../runtime/ui/shell/icons.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { TypeIcon } from '../TypeIcon.tsx'
import { words } from '../words.ts'
import { SHOWN } from './graph.ts'
import classes from './Map.module.css'
import { useMapActions } from './map-context.ts'

export type ModuleNodeData = { readonly module: ModuleDefinition; readonly active: boolean; readonly faulty: boolean }
export type ModuleBox = Node<ModuleNodeData, 'module'>

export const ModuleNode = memo(function ModuleNode({ data: { module, active, faulty } }: NodeProps<ModuleBox>) {
  const tell = useTell()
  const locale = useLocale()
  const map = useMapActions()
  const name = textOf(module.label, locale, module.key)
  const { fields } = module
  const label = [tell(words.node, { name, count: fields.length }), ...(faulty ? [tell(words.hasProblem)] : [])].join(', ')
  return (
    <div className={classes.node} data-faulty={faulty || undefined}>
      <Handle type="target" position={Position.Left} className={classes.handle} />
      <div className={classes.nodeHead}>
        <UnstyledButton
          className={classes.nodeName}
          data-module={module.key}
          tabIndex={active ? 0 : -1}
          aria-label={label}
          onFocus={() => map.stand(module.key)}
          onKeyDown={(event) => map.onKey(event, module)}
          onClick={() => map.open(module.key)}
        >
          <Icon name={module.icon ?? ''} />
          <span>{name}</span> <small className="num">{fields.length}</small>
        </UnstyledButton>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon size={24} className="nodrag" tabIndex={active ? 0 : -1} aria-label={tell(words.more, { what: name })}>
              <EllipsisVertical size={14} strokeWidth={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<FilePenLine size={14} />} onClick={() => map.open(module.key)}>
              {tell(words.openModule)}
            </Menu.Item>
            <Menu.Item leftSection={<Spline size={14} />} onClick={() => map.relate(module.key)}>
              {tell(words.addRelation)}
            </Menu.Item>
            <Menu.Item leftSection={<Copy size={14} />} onClick={() => map.duplicate(module)}>
              {tell(words.doDuplicate)}
            </Menu.Item>
            <Menu.Item leftSection={<ClipboardCopy size={14} />} onClick={() => map.copy(module)}>
              {tell(words.copy)}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<Trash2 size={14} />} color="red" onClick={() => map.remove(module)}>
              {tell(words.removeModule)}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <ul className={classes.nodeFields}>
        {fields.slice(0, SHOWN).map((field) => (
          <li key={field.key}>
            <TypeIcon name={fieldTypes.get(field.type)?.icon} size={12} />
            <span>{textOf(field.label, locale, field.key)}</span>
          </li>
        ))}
        {fields.length > SHOWN && <li className={classes.nodeMore}>{tell(words.moreFields, { count: fields.length - SHOWN })}</li>}
      </ul>
      <Handle type="source" position={Position.Right} className={classes.handle} title={tell(words.connect, { name })} />
    </div>
  )
})
