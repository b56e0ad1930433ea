// A dialog that is drawn only while it is open: titled, closed by Escape, and the focus goes back to where it came from.
import { Modal, type ModalProps } from '@mantine/core'
import { useWords } from '../words/words.tsx'
import { useReturnFocus } from './return-focus.tsx'

type DialogProps = Omit<ModalProps, 'opened' | 'closeButtonProps'>

/** The head of a dialog is no landmark of the page. */
const PARTS = { header: { role: 'none' } }

export function Dialog(props: DialogProps) {
  const say = useWords()
  useReturnFocus()
  return <Modal opened attributes={PARTS} {...props} closeButtonProps={{ 'aria-label': say('close') }} />
}
