// The frame of an app: rail at the left (a bar at the bottom on narrow screens), the screen at the right, a link past the rail for keyboards.
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.tsx'
import { BottomBar } from './BottomBar.tsx'
import { Rail } from './Rail.tsx'
import classes from './Shell.module.css'

export const NARROW = '(max-width: 719px)'

export function useNarrow(): boolean {
  return useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false
}

export function Shell({ children }: { readonly children: ReactNode }) {
  const say = useWords()
  const narrow = useNarrow()
  const [small, setSmall] = useLocalStorage({ key: 'stagewright-rail-small', defaultValue: false, getInitialValueInEffect: false })
  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#content">
        {say('skip')}
      </a>
      {!narrow && <Rail small={small} onSmall={setSmall} />}
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      {narrow && <BottomBar />}
    </div>
  )
}
