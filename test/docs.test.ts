// Documents that can be checked are checked: what is generated is current, what is linked exists, every command and route is described.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../runtime/definition/canonical.ts'
import { compileText } from '../runtime/definition/compile.ts'
import { publishedSchema } from '../runtime/definition/field-schema.ts'
import { VALUE_FORMATS } from '../runtime/fields/value-formats.ts'
import { allCommands } from '../server/cli/commands.ts'
import { definitionReference } from '../server/definitions/reference.ts'
import { ROUTES } from '../server/routes/index.ts'
import { salesDefinition } from './helpers/definitions.ts'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = [
  'README.md',
  'README.zh-CN.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

describe('docs', () => {
  it('the published schema and the reference are what the code makes (npm run schema)', () => {
    expect(read('docs/app-definition.schema.json')).toBe(`${JSON.stringify(publishedSchema(), null, 2)}\n`)
    expect(read('docs/definition.md')).toBe(definitionReference())
  })

  it('the published schema accepts what the product accepts, in a validator of its own', () => {
    const ajv = new Ajv2020({ strict: false, allowUnionTypes: true })
    for (const [name, format] of Object.entries(VALUE_FORMATS)) ajv.addFormat(name, { type: 'string', validate: format.test })
    ajv.addFormat('pattern', true)
    const validate = ajv.compile(publishedSchema())
    expect(validate(salesDefinition())).toBe(true)
    expect(validate({ ...salesDefinition(), extra: 1 })).toBe(false)
  })

  it.each(pages)('%s links to what exists', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!)
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([])
  })

  it('every command stands in docs/cli.md with its options, every route in docs/rest-api.md', async () => {
    const cli = read('docs/cli.md')
    for (const { name, shown } of await allCommands()) {
      expect(cli).toContain(`stagewright ${name}`)
      for (const option of shown.match(/--[a-z-]+/g) ?? []) expect(cli).toContain(option)
    }
    const api = read('docs/rest-api.md')
    expect(
      ROUTES.filter(({ method, path }) => !api.includes(`\`${method} ${path}\``)).map(({ method, path }) => `${method} ${path}`),
    ).toEqual([])
  })

  it.each(
    readdirSync(join(root, 'templates'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name),
  )('template %s compiles, is canonical and says everything in both languages', (name) => {
    const text = read(`templates/${name}/app.json`)
    const compiled = compileText(text)
    expect(compiled.ok ? [] : compiled.problems).toEqual([])
    expect(canonicalText(JSON.parse(text))).toBe(text)
    const lonely: string[] = []
    JSON.parse(text, (key, value) => {
      if (value && typeof value === 'object' && 'en' in value !== 'zh-CN' in value) lonely.push(`${key}: ${JSON.stringify(value)}`)
      return value
    })
    expect(lonely).toEqual([])
    expect(existsSync(join(root, 'templates', name, 'README.md'))).toBe(true)
  })

  it('both READMEs name the two commands and the map', () => {
    for (const page of ['README.md', 'README.zh-CN.md'])
      for (const part of ['npm ci', 'npm start', 'npm test', 'runtime', 'server', 'builder-ui', 'templates', 'docs/adding-a-field-type.md'])
        expect(read(page)).toContain(part)
  })
})
