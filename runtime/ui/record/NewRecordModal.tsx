// A form for a new record over what is on screen, as lists of related records and the next step open it.
import { Modal } from '@mantine/core'
import type { Module } from '../../definition/app.ts'
import { moduleLabel } from '../data/titles.ts'
import { HeadingLevel } from '../shell/Heading.tsx'
import { useWords } from '../words/words.tsx'
import { NewRecord } from './NewRecord.tsx'

interface NewRecordModalProps {
  readonly module: Module
  readonly opened: boolean
  /** Values it begins with. */
  readonly preset: Readonly<Record<string, unknown>>
  readonly onClose: () => void
}

export function NewRecordModal({ module, opened, preset, onClose }: NewRecordModalProps) {
  const say = useWords()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={600}
      title={say('record.new', { module: moduleLabel(module) })}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      {/* The form stands outside the record's own form: a form inside a form would save both. */}
      <div role="presentation" onSubmit={(event) => event.stopPropagation()}>
        <HeadingLevel level={3}>
          <NewRecord module={module} preset={preset} onMade={onClose} onCancel={onClose} />
        </HeadingLevel>
      </div>
    </Modal>
  )
}
