// Who may import whom. Reads the imports of every source file and prints one sentence per breach.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const LAYERS = ['expression', 'fields', 'definition', 'pipeline', 'funnel', 'ui']
const SERVER_TOP = new Set(['definitions', 'records', 'reports', 'access', 'jobs', 'collaboration'])
/** Reached by server and tests only; the first loads its library when it is needed. */
const NODE_ONLY = ['definition/ajv.ts', 'definition/validate.ts', 'definition/compile.ts']
const IMPURE = /^(node:|react|@mantine|kysely|hono|find-my-way|better-sqlite3|pg$)/

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function importsOf(file: string): string[] {
  // A type leaves nothing behind when it is stripped, so only real imports of libraries count.
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/import type [^'"]*from ['"][^.'"][^'"]*['"]/g, '')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g,
  )
  return [...found]
    .map((match) => match[1] ?? match[2] ?? match[3]!)
    .map((name) => (name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name))
}

/** Why `file` may not import `target`; undefined where it may. */
function breach(file: string, target: string): string | undefined {
  const [room, layer] = file.split('/') as [string, string]
  const [otherRoom, otherLayer = ''] = target.split('/')
  const ours = ['runtime', 'server', 'builder-ui', 'templates', 'test'].includes(otherRoom!)
  if (room === 'runtime') {
    if (ours && otherRoom !== 'runtime') return 'runtime imports nothing of ours'
    if (file === 'runtime/definition/ajv.ts' && target === 'node:module') return undefined
    if (file.endsWith('.ts') && layer !== 'ui' && (target.endsWith('.tsx') || IMPURE.test(target))) return 'runtime/*.ts is pure'
    if ((file.endsWith('.tsx') || layer === 'ui') && NODE_ONLY.some((name) => target.endsWith(name))) return 'browsers do not reach ajv'
    if (ours && LAYERS.includes(layer) && LAYERS.includes(otherLayer)) {
      if (LAYERS.indexOf(otherLayer) > LAYERS.indexOf(layer)) return `${layer} is below ${otherLayer}`
      if (layer === 'funnel' && otherLayer === 'pipeline') return 'pipeline and funnel stand side by side'
    }
    return undefined
  }
  if (room === 'server') {
    if (ours && otherRoom !== 'server' && otherRoom !== 'runtime') return `server does not import ${otherRoom}`
    if (otherRoom === 'runtime' && (target.endsWith('.tsx') || otherLayer === 'ui')) return 'server imports the .ts of runtime only'
    if (['schema', 'database'].includes(layer) && otherRoom === 'server' && !['schema', 'database'].includes(otherLayer))
      return `${layer} is at the bottom`
    if (layer === 'database' && otherLayer === 'schema') return 'database is below schema'
    if (SERVER_TOP.has(layer) && (otherLayer === 'routes' || otherLayer === 'cli')) return `${layer} is below ${otherLayer}`
    return undefined
  }
  if (room === 'builder-ui' && ours && !['builder-ui', 'runtime'].includes(otherRoom!)) return `builder-ui does not import ${otherRoom}`
  return undefined
}

it('every import keeps to the rooms', () => {
  const files = ['runtime', 'server', 'builder-ui'].flatMap(sources)
  expect(files.length).toBeGreaterThan(150)
  const breaches = files.flatMap((file) =>
    importsOf(file).flatMap((target) => {
      const why = breach(file, target)
      return why ? [`${file} imports ${target}: ${why}.`] : []
    }),
  )
  expect(breaches).toEqual([])
})

it('browser code does not reach ajv through any chain of imports', () => {
  const start = ['runtime', 'builder-ui'].flatMap(sources).filter((file) => file.endsWith('.tsx'))
  const seen = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] => {
    if (seen.has(file)) return []
    seen.add(file)
    return importsOf(file).flatMap((target) => {
      if (NODE_ONLY.some((name) => target.endsWith(name))) return [[...path, file, target].join(' -> ')]
      return /^(runtime|builder-ui)\//.test(target) ? visit(target, [...path, file]) : []
    })
  }
  expect(start.flatMap((file) => visit(file, []))).toEqual([])
})

it("a field type's name stands in its own folder and in the two lists, nowhere else", () => {
  const names = readdirSync(join(root, 'runtime/fields'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  const distinct = names.filter((name) => ['multi_select', 'long_text', 'autonumber', 'cascade', 'rating'].includes(name))
  expect(distinct.length).toBe(5)
  const files = ['runtime', 'server', 'builder-ui'].flatMap(sources).filter((file) => !file.startsWith('runtime/fields/'))
  const found = files.flatMap((file) =>
    distinct
      .filter((name) => new RegExp(`['"]${name}['"]`).test(readFileSync(join(root, file), 'utf8')))
      .map((name) => `${file} names the field type ${name}`),
  )
  expect(found).toEqual([])
})

it('only the dialect files and the hand-written statements they run know a database library', () => {
  const allowed = /^server\/database\//
  const found = sources('server').filter(
    (file) => !allowed.test(file) && importsOf(file).some((target) => target === 'better-sqlite3' || target === 'pg'),
  )
  expect(found).toEqual([])
})
