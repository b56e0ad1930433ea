// Where it is told what came of a piece of background work.
import { appPath } from '../../data/paths.ts'
import { importPath } from '../../import/import-path.ts'

/** An import has a page of its own; where the kind is not known, the page of jobs finds out. */
export function jobPath(app: string, { id, kind }: { readonly id: string; readonly kind?: string }): string {
  return kind === 'import' ? importPath(app, id) : `${appPath(app)}/_jobs/${id}`
}
