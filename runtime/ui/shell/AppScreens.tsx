// The screens of one app: its definition is fetched and linked, then the address chooses a module, a record or a report.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { ApiError } from '../data/api.ts'
import { AppProvider, useApp, useModule } from '../data/app-context.tsx'
import { appQuery, useSession } from '../data/queries.tsx'
import { ModulePage } from '../list/ModulePage.tsx'
import { useWords } from '../words/words.tsx'
import { Boundary } from './Boundary.tsx'
import { rememberApp } from './last-app.ts'
import { Empty, Failure, LoadingLines, NotFound } from './Notices.tsx'
import { navigationOf } from './navigation.ts'
import { Shell } from './Shell.tsx'

const MissingPage = lazy(() => import('./MissingPage.tsx'))
const RecordPage = lazy(() => import('../record/RecordPage.tsx'))
const ReportPage = lazy(() => import('../report/ReportPage.tsx'))
const CellRecordsPage = lazy(() => import('../report/CellRecordsPage.tsx'))

export default function AppScreens({ app }: { readonly app: string }) {
  const session = useSession()
  const page = useQuery(appQuery(app))
  useEffect(() => {
    if (page.isSuccess) rememberApp(app)
  }, [app, page.isSuccess])
  if (page.isError) {
    if (page.error instanceof ApiError && page.error.status === 404) return <MissingPage text={page.error.message} />
    return <Failure message={page.error.message} retry={() => void page.refetch()} />
  }
  if (!page.data || !session.data?.user) return <LoadingLines />
  return (
    <AppProvider page={page.data} me={session.data.user}>
      <Shell>
        <Boundary key={app}>
          <Suspense fallback={<LoadingLines />}>
            <Switch>
              <Route path="/apps/:app" component={FirstScreen} />
              <Route path="/apps/:app/_reports/:report">{(params) => <ReportPage key={params.report} report={params.report} />}</Route>
              <Route path="/apps/:app/_reports/:report/records">{(params) => <CellRecordsPage report={params.report} />}</Route>
              <Route path="/apps/:app/:module">{(params) => <ModuleScreen key={params.module} module={params.module} />}</Route>
              <Route path="/apps/:app/:module/:id">
                {(params) => <RecordPage key={params.id} module={params.module} id={params.id} />}
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

function ModuleScreen({ module: key }: { readonly module: string }) {
  const module = useModule(key)
  return module ? <ModulePage module={module} /> : <NotFound />
}

function FirstScreen() {
  const say = useWords()
  const { app } = useApp()
  const first = navigationOf(app)[0]
  return first ? <Redirect to={first.href} replace /> : <Empty title={say('app.empty.title')} text={say('app.empty.text')} />
}
