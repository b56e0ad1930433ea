// How a person wants the pages: language, time zone, theme, density. A choice holds at once on screen, is remembered by the browser, and by the server
// where somebody is signed in, so that it follows him to every device.
import { useMantineColorScheme } from '@mantine/core'
import { useCallback, useEffect } from 'react'
import { call } from '../data/api.ts'
import { queryClient, sessionQuery, useSession } from '../data/queries.tsx'
import type { Me, Session } from '../data/shapes.ts'
import type { ThemeChoice } from '../theme/color-scheme.ts'
import { applyDensity, type Density } from '../theme/density.ts'
import { say } from '../words/words.tsx'
import { tellFailure } from './toasts.tsx'

export interface MySettings {
  readonly locale: string | null
  /** IANA name; null: that of the app. */
  readonly timeZone: string | null
  readonly theme: ThemeChoice
  readonly density: Density
}
export type Profile = Me & MySettings & { readonly twoFactor: boolean }

const DENSITY_KEY = 'stagewright-density'

/** Marks the page with the density chosen in this browser, before the server has said anything. */
export function applySavedDensity(): void {
  applyDensity(localStorage.getItem(DENSITY_KEY))
}

/** Whoever is signed in, with his settings; undefined while nobody is. */
export function useProfile(): Profile | undefined {
  const user = useSession().data?.user
  return user ? profileOf(user) : undefined
}

export function profileOf(me: Me): Profile {
  return { timeZone: null, theme: 'auto', density: 'comfortable', twoFactor: false, ...me } as Profile
}

/** Changes settings of whoever is signed in; without anybody signed in only the browser knows. */
export function changeMySettings(change: Partial<MySettings>): void {
  const session = queryClient.getQueryData<Session>(sessionQuery.queryKey)
  if (!session?.user) return
  queryClient.setQueryData<Session>(sessionQuery.queryKey, { ...session, user: { ...session.user, ...change } as Me })
  call('/me', { method: 'PATCH', body: change }).catch((error) => tellFailure(say('profile.not_saved'), error))
}

export interface Look {
  readonly theme: ThemeChoice
  readonly density: Density
  setTheme(theme: ThemeChoice): void
  setDensity(density: Density): void
}

export function useLook(): Look {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const density = useProfile()?.density ?? 'comfortable'
  const setTheme = useCallback(
    (theme: ThemeChoice) => {
      setColorScheme(theme)
      changeMySettings({ theme })
    },
    [setColorScheme],
  )
  const setDensity = useCallback((next: Density) => {
    keepDensity(next)
    changeMySettings({ density: next })
  }, [])
  return { theme: colorScheme, density, setTheme, setDensity }
}

function keepDensity(density: Density): void {
  localStorage.setItem(DENSITY_KEY, density)
  applyDensity(density)
}

/** Brings what the server knows of the person's look to this browser. */
export function useLookOfServer(): void {
  const profile = useProfile()
  const { setColorScheme } = useMantineColorScheme()
  const { theme, density } = profile ?? {}
  useEffect(() => {
    if (theme) setColorScheme(theme)
  }, [theme, setColorScheme])
  useEffect(() => {
    if (density) keepDensity(density)
  }, [density])
}
