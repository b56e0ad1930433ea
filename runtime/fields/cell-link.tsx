// A link inside a cell. It leaves the app only for addresses of known kinds, and a click on it is not a click on the row.
import type { CSSProperties, MouseEvent, ReactNode } from 'react'

const LINK: CSSProperties = {
  display: 'block',
  fontSize: 13,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  color: 'var(--mantine-color-anchor)',
}

function keepInside(event: MouseEvent) {
  event.stopPropagation()
}

interface CellLinkProps {
  readonly href: string
  readonly children: ReactNode
}

/** A web page in a new tab, a mail or a call; an address of any other kind is shown as text. */
export function CellLink({ href, children }: CellLinkProps) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(href)) return <span style={{ ...LINK, color: undefined }}>{children}</span>
  const page = /^http/i.test(href)
  return (
    <a style={LINK} href={href} rel="noopener noreferrer" onClick={keepInside} {...(page ? { target: '_blank' } : {})}>
      {children}
    </a>
  )
}

interface CellButtonProps {
  readonly onClick: () => void
  readonly children: ReactNode
}

/** Looks like a link and opens something inside the app. */
export function CellButton({ onClick, children }: CellButtonProps) {
  return (
    <button
      type="button"
      style={{ ...LINK, border: 0, padding: 0, background: 'none', fontFamily: 'inherit', maxWidth: '100%', cursor: 'pointer' }}
      onClick={(event) => {
        keepInside(event)
        onClick()
      }}
    >
      {children}
    </button>
  )
}
