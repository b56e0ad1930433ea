// The screens of one app: its definition is fetched and linked, then the address chooses a module, a record or a report.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo } from 'react'
import { Redirect, Route, Switch, useSearchParams } from 'wouter'
import { ApiError } from '../data/api.ts'
import { AppProvider, useApp, useModule } from '../data/app-context.tsx'
import { appQuery, useSession } from '../data/queries.tsx'
import type { AppPage } from '../data/shapes.ts'
import { prefetchViews } from '../data/views.tsx'
import { ModulePage } from '../list/ModulePage.tsx'
import { MoveWishes } from '../move/MoveWishes.tsx'
import { useWords } from '../words/words.tsx'
import { Boundary } from './Boundary.tsx'
import { useScreenKeys } from './keys/screen-keys.ts'
import { rememberApp } from './last-app.ts'
import { useProfile } from './my-settings.tsx'
import { Empty, Failure, LoadingLines, NotFound } from './Notices.tsx'
import { navigationOf } from './navigation.ts'
import { useHeldRecord } from './places/held-record.tsx'
import { useViewType } from './places/remembered.tsx'
import { Shell } from './Shell.tsx'

const MyDay = lazy(() => import('../activity/MyDay.tsx'))
const ImportPage = lazy(() => import('../import/ImportPage.tsx'))
const JobPage = lazy(() => import('./notify/JobPage.tsx'))
const MissingPage = lazy(() => import('./MissingPage.tsx'))
const RecordMissing = lazy(() => import('./access/RecordMissing.tsx'))
const RecordPage = lazy(() => import('../record/RecordPage.tsx'))
const LiveUpdates = lazy(() => import('../live/LiveUpdates.tsx'))
const ReportPage = lazy(() => import('../report/ReportPage.tsx'))
const CellRecordsPage = lazy(() => import('../report/CellRecordsPage.tsx'))

export default function AppScreens({ app }: { readonly app: string }) {
  const session = useSession()
  const found = useQuery(appQuery(app))
  const timeZone = useProfile()?.timeZone ?? undefined
  // Moments are told on the reader's own clock where he has chosen one.
  const data = useMemo(() => found.data && inZone(found.data, timeZone), [found.data, timeZone])
  // Which view opens first is asked for beside the app, not after it.
  useEffect(() => prefetchViews(app), [app])
  useEffect(() => {
    if (found.isSuccess) rememberApp(app)
  }, [app, found.isSuccess])
  if (found.isError) {
    if (found.error instanceof ApiError && found.error.status === 404) return <MissingPage text={found.error.message} />
    return <Failure message={found.error.message} retry={() => void found.refetch()} />
  }
  if (!data || !session.data?.user) return <LoadingLines />
  return (
    <AppProvider page={data} me={session.data.user}>
      <Suspense fallback={null}>
        <LiveUpdates />
      </Suspense>
      <MoveWishes />
      <Shell>
        <Boundary key={app}>
          <Suspense fallback={<LoadingLines />}>
            <Switch>
              <Route path="/apps/:app" component={FirstScreen} />
              <Route path="/apps/:app/_reports/:report">{(params) => <ReportPage key={params.report} report={params.report} />}</Route>
              <Route path="/apps/:app/_reports/:report/records">{(params) => <CellRecordsPage report={params.report} />}</Route>
              <Route path="/apps/:app/_imports/new/:module">{(params) => <ImportPage key={params.module} module={params.module} />}</Route>
              <Route path="/apps/:app/_imports/:id">{(params) => <ImportPage key={params.id} id={params.id} />}</Route>
              <Route path="/apps/:app/_day" component={MyDay} />
              <Route path="/apps/:app/_jobs/:id">{(params) => <JobPage key={params.id} id={params.id} />}</Route>
              <Route path="/apps/:app/:module">{(params) => <ModuleScreen key={params.module} module={params.module} />}</Route>
              <Route path="/apps/:app/:module/:id">
                {(params) => <RecordScreen key={params.id} module={params.module} id={params.id} />}
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      </Shell>
    </AppProvider>
  )
}

function inZone(page: AppPage, timeZone: string | undefined): AppPage {
  if (timeZone === undefined) return page
  const { definition } = page
  return { ...page, definition: { ...definition, settings: { ...definition.settings, timeZone } } }
}

function ModuleScreen({ module: key }: { readonly module: string }) {
  const module = useModule(key)
  const [search] = useSearchParams()
  // A board and a calendar tell their own keys.
  useScreenKeys(useViewType(key) === 'list' || search.get('trash') === 'true' ? 'list' : undefined)
  useScreenKeys(module && search.get('record') !== null ? 'panel' : undefined)
  return module ? <ModulePage module={module} /> : <NotFound />
}

/** A record on its page, or what stands there when the server knows none for this reader. */
function RecordScreen({ module: key, id }: { readonly module: string; readonly id: string }) {
  const module = useModule(key)
  const held = useHeldRecord(key, id)
  useScreenKeys('record')
  const missing = !module || (!held?.data && held?.error instanceof ApiError && held.error.status === 404)
  return missing ? <RecordMissing module={key} id={id} /> : <RecordPage module={key} id={id} />
}

function FirstScreen() {
  const say = useWords()
  const { app } = useApp()
  const first = navigationOf(app)[0]
  return first ? <Redirect to={first.href} replace /> : <Empty title={say('app.empty.title')} text={say('app.empty.text')} />
}
