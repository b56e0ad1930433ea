// Where the product's own files lie, whether it runs from the source tree or from its built form inside node_modules.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'templates'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('the files of the product are not complete: no folder with package.json and templates')
  return findRoot(parent)
}

const root = findRoot(dirname(fileURLToPath(import.meta.url)))

/** A path inside the product's folder: `productPath('templates')`. */
export function productPath(...parts: readonly string[]): string {
  return join(root, ...parts)
}

export const PRODUCT_VERSION: string = JSON.parse(readFileSync(productPath('package.json'), 'utf8')).version
