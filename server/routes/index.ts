// Every route of the product. What is not in this list does not exist.
import { accountRoutes } from './accounts.ts'
import { appRoutes } from './apps.ts'
import { importRoutes } from './imports.ts'
import { jobRoutes } from './jobs.ts'
import { openApiRoutes } from './openapi.ts'
import { recordRoutes } from './records.ts'
import { reportRoutes } from './reports.ts'
import type { Route } from './route.ts'

export const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...appRoutes,
  ...openApiRoutes(() => ROUTES),
  ...recordRoutes,
  ...reportRoutes,
  ...importRoutes,
  ...jobRoutes,
]
