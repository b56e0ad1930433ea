// The builder of one app: the app as it is live and its draft are fetched, then the address chooses the part that is drawn.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { ApiError, call } from '../../runtime/ui/data/api.ts'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { appQuery } from '../../runtime/ui/data/queries.tsx'
import type { Me } from '../../runtime/ui/data/shapes.ts'
import { Boundary } from '../../runtime/ui/shell/Boundary.tsx'
import { Failure, LoadingLines, NotFound } from '../../runtime/ui/shell/Notices.tsx'
import { DraftProvider } from '../editor/draft-context.tsx'
import { readDraft } from '../editor/draft-server.ts'
import { RemovalProvider } from '../uses/removal.tsx'
import { useTell } from '../words/text.tsx'
import { Frame } from './Frame.tsx'
import { SURFACES } from './surfaces.tsx'
import { words } from './words.ts'

export function DesignScreens({ app, me }: { readonly app: string; readonly me: Me }) {
  const tell = useTell()
  const page = useQuery(appQuery(app))
  const number = page.data?.version
  const live = useQuery({
    queryKey: ['version', app, number],
    queryFn: () => call<AppDefinition>(`/apps/${app}/versions/${number}`),
    enabled: page.data?.design === true,
    staleTime: Number.POSITIVE_INFINITY,
    // While a newer version is on its way the one before stands.
    placeholderData: keepPreviousData,
  })
  const draft = useQuery({
    queryKey: ['draft', app],
    queryFn: () => readDraft(app),
    enabled: page.data?.design === true,
    // From here on the editor knows the draft.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const failed = [page, live, draft].find(({ isError }) => isError)
  if (page.data && !page.data.design) return <NotFound text={tell(words.noRight)} />
  if (failed) {
    const { error } = failed
    if (error instanceof ApiError && error.status === 404) return <NotFound text={error.message} />
    return <Failure message={error?.message ?? ''} retry={() => void failed.refetch()} />
  }
  if (!page.data || !live.data || !draft.data) return <LoadingLines />
  return (
    <DraftProvider page={page.data} live={live.data} draft={draft.data} me={me}>
      <RemovalProvider>
        <Frame>
          <Boundary>
            <Suspense fallback={<LoadingLines />}>
              <Switch>
                {SURFACES.flatMap(({ path, Screen }) => [
                  <Route key={path} path={`/design/:app/${path}/:key?`}>
                    {({ key }) => <Screen item={key} />}
                  </Route>,
                ])}
                <Route path="/design/:app">
                  <Redirect to={designPath(app, SURFACES[0]!.path)} replace />
                </Route>
                <Route>
                  <NotFound />
                </Route>
              </Switch>
            </Suspense>
          </Boundary>
        </Frame>
      </RemovalProvider>
    </DraftProvider>
  )
}
