// The frame of an app: rail at the left (a bar at the bottom on narrow screens), the screen at the right, a link past the rail for keyboards.
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useCallback } from 'react'
import { useApp } from '../data/app-context.tsx'
import { useWords } from '../words/words.tsx'
import { useAppCommands } from './app-commands.tsx'
import { BottomBar } from './BottomBar.tsx'
import { useCommands } from './commands.ts'
import { useKeyboard } from './keys/use-keyboard.tsx'
import { useJobNotices } from './notify/jobs.tsx'
import { Overlays } from './Overlays.tsx'
import { useRememberRecords } from './places/remembered.tsx'
import { Rail } from './Rail.tsx'
import classes from './Shell.module.css'

const SampleNotice = lazy(() => import('../setup/SampleNotice.tsx'))

export const NARROW = '(max-width: 719px)'

export function useNarrow(): boolean {
  return useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false
}

export function Shell({ children }: { readonly children: ReactNode }) {
  const say = useWords()
  const { design } = useApp()
  const narrow = useNarrow()
  const [small, setSmall] = useLocalStorage({ key: 'stagewright-rail-small', defaultValue: false, getInitialValueInEffect: false })
  const toggle = useCallback(() => setSmall((now) => !now), [setSmall])
  useCommands(useAppCommands(narrow ? undefined : toggle))
  useKeyboard()
  useRememberRecords()
  useJobNotices()
  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#content">
        {say('skip')}
      </a>
      {!narrow && <Rail small={small} onSmall={setSmall} />}
      <main id="content" className={classes.content} tabIndex={-1}>
        {design && (
          <Suspense fallback={null}>
            <SampleNotice />
          </Suspense>
        )}
        {children}
      </main>
      {narrow && <BottomBar />}
      <Overlays />
    </div>
  )
}
