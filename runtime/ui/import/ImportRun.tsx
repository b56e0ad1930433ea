// The second half: a trial of the whole file with what it would do, lines put right in place, the import itself, and what came of it.
// The run is in the address: it goes on without this page and is found again by it.
import { Redirect, useLocation } from 'wouter'
import { useApp, useModule } from '../data/app-context.tsx'
import { appPath, withQuery } from '../data/paths.ts'
import { Failure, LoadingLines, NotFound } from '../shell/Notices.tsx'
import { CheckResult } from './CheckResult.tsx'
import { draftOf } from './draft.ts'
import { ImportFrame } from './ImportFrame.tsx'
import { type ImportInfo, isRunning, keepUnfinished, unfinishedOf, useImport } from './import-data.tsx'
import { newImportPath } from './import-path.ts'
import { Refused } from './Refused.tsx'
import { RunProgress } from './RunProgress.tsx'
import { RunResult } from './RunResult.tsx'

export function ImportRun({ id }: { readonly id: string }) {
  const { app } = useApp()
  const found = useImport(app.key, id)
  const module = useModule(found.data?.module ?? '')
  const [, go] = useLocation()
  if (found.isError && !found.data) return <Failure message={found.error.message} retry={() => void found.refetch()} />
  if (!found.data) return <LoadingLines />
  const info = found.data
  if (!module) return <NotFound />
  // The past is imported from the command line; its work has the plain page.
  if (info.mode !== 'records') return <Redirect to={withQuery(`${appPath(app.key)}/_jobs/${id}`, { plain: 'true' })} replace />
  const toColumns = () => {
    keepForColumns(info)
    go(withQuery(newImportPath(app.key, info.module), { upload: info.upload, step: 'columns' }))
  }
  const toFile = () => go(newImportPath(app.key, info.module))
  const refused = info.state === 'failed' || info.result?.problems !== undefined
  return (
    <ImportFrame module={module} step={info.dryRun ? 'check' : 'run'}>
      {isRunning(info) ? (
        <RunProgress info={info} />
      ) : refused || (info.dryRun && info.state === 'cancelled') ? (
        <Refused info={info} onColumns={info.dryRun ? toColumns : undefined} onFile={toFile} />
      ) : info.dryRun ? (
        <CheckResult module={module} info={info} onColumns={toColumns} />
      ) : (
        <RunResult module={module} info={info} onFile={toFile} />
      )}
    </ImportFrame>
  )
}

/** The choices of this import are what the columns step begins with. */
function keepForColumns({ upload, name, map, headings }: ImportInfo): void {
  const { encoding, delimiter, sheet, headingLine } = map
  const form = unfinishedOf(upload)?.form ?? {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headingLine === undefined ? {} : { headingLine }),
  }
  keepUnfinished(upload, { name, form, draft: draftOf(map, headings) })
}
