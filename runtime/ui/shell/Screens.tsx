// Which screen an address means. Screens that few people open in a day are loaded when they are opened.
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter'
import { onSignedOut } from '../data/api.ts'
import { queryClient, sessionQuery, useSession } from '../data/queries.tsx'
import type { Session } from '../data/shapes.ts'
import { setLocale } from '../words/words.tsx'
import { ViewBorder } from './access/ViewBorder.tsx'
import { useViewing } from './access/view-as.ts'
import { useLookOfServer } from './my-settings.tsx'
import { Failure, LoadingLines } from './Notices.tsx'
import { OfflineNotice } from './OfflineNotice.tsx'
import classes from './Shell.module.css'

const AppScreens = lazy(() => import('./AppScreens.tsx'))
const Home = lazy(() => import('./Home.tsx'))
const SignInPage = lazy(() => import('../account/SignInPage.tsx'))
const SetupPage = lazy(() => import('../setup/SetupPage.tsx'))
const NewAppPage = lazy(() => import('../setup/NewAppPage.tsx'))
const InvitationPage = lazy(() => import('../setup/InvitationPage.tsx'))
const AccountPage = lazy(() => import('../account/AccountPage.tsx'))
const MissingPage = lazy(() => import('./MissingPage.tsx'))
const PeoplePage = lazy(() => import('../admin/PeoplePage.tsx'))
const ViewAsBand = lazy(() => import('./access/ViewAsBand.tsx'))

export function Screens() {
  const viewing = useViewing()
  return (
    <div className={classes.screens}>
      <OfflineNotice />
      {viewing && (
        <Suspense>
          <ViewAsBand viewing={viewing} />
        </Suspense>
      )}
      <Suspense fallback={<LoadingLines />}>
        <Switch>
          <Route path="/setup">
            <SetupPage />
          </Route>
          <Route path="/invite">
            <InvitationPage />
          </Route>
          <Route path="/sign-in">
            <SignInPage />
          </Route>
          <Route path="/design/:app/*?">
            <BuilderPage />
          </Route>
          <Route>
            <SignedIn>
              <ViewBorder>
                <Switch>
                  <Route path="/" component={Home} />
                  <Route path="/new" component={NewAppPage} />
                  <Route path="/account" component={AccountPage} />
                  <Route path="/people" component={PeoplePage} />
                  <Route path="/apps/:app/*?">{(params) => <AppScreens app={params.app} />}</Route>
                  <Route>
                    <MissingPage />
                  </Route>
                </Switch>
              </ViewBorder>
            </SignedIn>
          </Route>
        </Switch>
      </Suspense>
    </div>
  )
}

/** The builder is a page of its own, which the server answers this address with. */
function BuilderPage() {
  useEffect(() => location.reload(), [])
  return <LoadingLines />
}

/** Lets through who is signed in; sends others to the door, which brings them back here. */
function SignedIn({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation()
  const search = useSearch()
  const session = useSession()
  const locale = session.data?.user?.locale
  useLookOfServer()
  useEffect(
    () => onSignedOut(() => queryClient.setQueryData<Session>(sessionQuery.queryKey, (now) => (now ? { ...now, user: null } : now))),
    [],
  )
  useEffect(() => {
    if (locale === 'en' || locale === 'zh-CN') void setLocale(locale, true)
  }, [locale])
  if (session.isError) return <Failure message={session.error.message} retry={() => void session.refetch()} />
  if (!session.data) return <LoadingLines />
  if (session.data.setup) return <Redirect to="/setup" replace />
  if (!session.data.user) {
    const next = path + (search ? `?${search}` : '')
    return <Redirect to={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} replace />
  }
  return children
}
