// Addresses of imports. They begin with `_`, as no module does.
import { appPath } from '../data/paths.ts'

export function importPath(app: string, id: string): string {
  return `${appPath(app)}/_imports/${id}`
}

export function newImportPath(app: string, module: string): string {
  return `${appPath(app)}/_imports/new/${module}`
}
