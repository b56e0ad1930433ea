// A sheet from the lower edge, for narrow screens.
import type { ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'
import classes from './Sheet.module.css'

export function Sheet({
  title,
  onClose,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <Dialog
      onClose={onClose}
      title={title}
      padding={0}
      classNames={{ inner: classes.inner!, content: classes.content!, header: classes.header!, body: classes.body! }}
      transitionProps={{ transition: 'slide-up', duration: 150 }}
    >
      {children}
    </Dialog>
  )
}
