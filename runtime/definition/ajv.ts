// ajv is loaded where something is first validated: a server that only works with what is published starts a fifth sooner without it. Reached by server and
// tests only.
import { createRequire } from 'node:module'
import type { Ajv2020, Options } from 'ajv/dist/2020.js'

/** A validator of JSON Schema 2020-12 with nothing in it yet. */
export function newAjv(options: Options): Ajv2020 {
  const library = createRequire(import.meta.url)('ajv/dist/2020.js') as { readonly Ajv2020: typeof Ajv2020 }
  return new library.Ajv2020(options)
}
