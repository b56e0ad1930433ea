// The builder of one app: the app as it is live and its draft are fetched, then the address chooses the part that is drawn.
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { ApiError } from '../../runtime/ui/data/api.ts'
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
  const live = useQuery(appQuery(app))
  const draft = useQuery({
    queryKey: ['draft', app],
    queryFn: () => readDraft(app),
    enabled: live.data?.design === true,
    // From here on the editor knows the draft.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const failed = live.error ?? draft.error
  if (live.data && !live.data.design) return <NotFound text={tell(words.noRight)} />
  if (failed) {
    if (failed instanceof ApiError && failed.status === 404) return <NotFound text={failed.message} />
    return <Failure message={failed.message} retry={() => void (live.isError ? live : draft).refetch()} />
  }
  if (!live.data || !draft.data) return <LoadingLines />
  return (
    <DraftProvider page={live.data} draft={draft.data} me={me}>
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
