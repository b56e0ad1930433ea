// A heading under that of the screen or panel it stands in, so that headings never skip a level.
import { createContext, type ReactNode, useContext } from 'react'

const Level = createContext<2 | 3>(3)

/** Headings inside begin at this level: 2 under the title of a page, 3 (unless said otherwise) under that of a panel or dialog. */
export function HeadingLevel({ level, children }: { readonly level: 2 | 3; readonly children: ReactNode }) {
  return <Level value={level}>{children}</Level>
}

export function Heading({ className, children }: { readonly className?: string | undefined; readonly children: ReactNode }) {
  const Tag = `h${useContext(Level)}` as const
  return <Tag className={className}>{children}</Tag>
}
