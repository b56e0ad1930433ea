// Every route of the product. What is not in this list does not exist.
import { accountRoutes } from './accounts.ts'
import { appRoutes } from './apps.ts'
import { conversionRoutes } from './conversions.ts'
import { draftRoutes } from './drafts.ts'
import { duplicateRoutes } from './duplicates.ts'
import { explainRoutes } from './explain.ts'
import { exportRoutes } from './exports.ts'
import { fileRoutes } from './files.ts'
import { importRoutes } from './imports.ts'
import { jobRoutes } from './jobs.ts'
import { liveRoutes } from './live.ts'
import { mergeRoutes } from './merges.ts'
import { moveRoutes } from './moves.ts'
import { noteRoutes } from './notes.ts'
import { notificationRoutes } from './notifications.ts'
import { openApiRoutes } from './openapi.ts'
import { preferenceRoutes } from './preferences.ts'
import { previewRoutes } from './previews.ts'
import { recordRoutes } from './records.ts'
import { reportRoutes } from './reports.ts'
import type { Route } from './route.ts'
import { sampleRoutes } from './samples.ts'
import { scoreRoutes } from './scores.ts'
import { searchRoutes } from './search.ts'
import { securityRoutes } from './security.ts'
import { trialRoutes } from './trials.ts'
import { versionRoutes } from './versions.ts'
import { viewRoutes } from './views.ts'

export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...securityRoutes,
  ...appRoutes,
  ...versionRoutes,
  ...draftRoutes,
  ...trialRoutes,
  ...previewRoutes,
  ...openApiRoutes(() => ROUTES),
  // Before the records, whose ids would take `export` for one of them.
  ...exportRoutes,
  ...recordRoutes,
  ...moveRoutes,
  ...scoreRoutes,
  ...conversionRoutes,
  ...mergeRoutes,
  ...duplicateRoutes,
  ...explainRoutes,
  ...reportRoutes,
  ...importRoutes,
  ...jobRoutes,
  ...sampleRoutes,
  ...viewRoutes,
  ...preferenceRoutes,
  ...liveRoutes,
  ...searchRoutes,
  ...noteRoutes,
  ...fileRoutes,
  ...notificationRoutes,
]
