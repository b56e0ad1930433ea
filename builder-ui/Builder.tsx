// The frame of the builder's page: theme, server state, messages, addresses under /design.
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Route, Router, Switch, useLocation, useSearch } from 'wouter'
import { onSignedOut } from '../runtime/ui/data/api.ts'
import { queryClient, sessionQuery, useSession } from '../runtime/ui/data/queries.tsx'
import type { Session } from '../runtime/ui/data/shapes.ts'
import { Boundary } from '../runtime/ui/shell/Boundary.tsx'
import { applySavedDensity, useLookOfServer } from '../runtime/ui/shell/my-settings.tsx'
import { Failure, LoadingLines, NotFound } from '../runtime/ui/shell/Notices.tsx'
import { OfflineNotice } from '../runtime/ui/shell/OfflineNotice.tsx'
import shell from '../runtime/ui/shell/Shell.module.css'
import { THEME_KEY } from '../runtime/ui/theme/color-scheme.ts'
import { theme, variables } from '../runtime/ui/theme/theme.ts'
import { setLocale } from '../runtime/ui/words/words.tsx'
import { DesignScreens } from './frame/DesignScreens.tsx'

applySavedDensity()
const manager = localStorageColorSchemeManager({ key: THEME_KEY })

export function Builder() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} colorSchemeManager={manager} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-center" limit={3} containerWidth={420} zIndex={400} />
        <Router>
          <Boundary>
            <div className={shell.screens}>
              <OfflineNotice />
              <Switch>
                <Route path="/design/:app/*?">{(params) => <SignedIn app={params.app} />}</Route>
                <Route>
                  <NotFound />
                </Route>
              </Switch>
            </div>
          </Boundary>
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** Lets through who is signed in; sends others to the door of the running app, which brings them back here. */
function SignedIn({ app }: { readonly app: string }) {
  const session = useSession()
  const [path] = useLocation()
  const search = useSearch()
  const locale = session.data?.user?.locale
  useLookOfServer()
  useEffect(
    () => onSignedOut(() => queryClient.setQueryData<Session>(sessionQuery.queryKey, (now) => (now ? { ...now, user: null } : now))),
    [],
  )
  useEffect(() => {
    if (locale === 'en' || locale === 'zh-CN') void setLocale(locale, true)
  }, [locale])
  const away = session.data && !session.data.user
  useEffect(() => {
    if (away) location.assign(`/sign-in?next=${encodeURIComponent(path + (search ? `?${search}` : ''))}`)
  }, [away, path, search])
  if (session.isError) return <Failure message={session.error.message} retry={() => void session.refetch()} />
  if (!session.data?.user) return <LoadingLines />
  return <DesignScreens key={app} app={app} me={session.data.user} />
}
