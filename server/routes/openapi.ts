// The API of the published app as OpenAPI 3.1, made from the routes and from the modules the reader may see; and a page of ours that shows it.
import type { App, Module } from '../../runtime/definition/app.ts'
import { SYSTEM_FIELDS } from '../../runtime/definition/system.ts'
import { bothOf, type Locale, textOf } from '../../runtime/label.ts'
import { stagesOf } from '../../runtime/pipeline/visits.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { PRODUCT_VERSION } from '../product.ts'
import { docsPage } from './docs-page.ts'
import type { Answer, AppRequest, Route } from './route.ts'

type Json = { readonly [name: string]: unknown }

/** `routes` is asked for late, because these routes are among them. */
export function openApiRoutes(routes: () => readonly Route[]): readonly Route[] {
  const document = ({ published, principal, locale }: AppRequest) =>
    describeApi(published.app, published.number, principal, routes(), locale)
  return [
    {
      method: 'GET',
      path: '/apps/:app/openapi.json',
      permission: 'app',
      summary: 'This description',
      handle: async (request): Promise<Answer> => ({ json: document(request) }),
    },
    {
      method: 'GET',
      path: '/apps/:app/docs',
      permission: 'app',
      summary: 'This description as a page',
      handle: async (request): Promise<Answer> => ({
        content: docsPage(document(request), request.locale),
        type: 'text/html; charset=utf-8',
      }),
    },
  ]
}

export interface ApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly securitySchemes: Json }
  readonly [name: string]: unknown
}

export function describeApi(app: App, version: number, principal: Principal, routes: readonly Route[], locale: Locale): ApiDocument {
  const modules = [...app.modules.values()].filter((module) => rightsOf(principal, app, module).read !== 'none')
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    if (!route.path.startsWith('/apps/:app/')) continue
    const targets = route.path.includes(':module') ? modules : [undefined]
    for (const module of targets) {
      const path = `/api/v1${route.path}`.replace(':app', app.key).replace(':module', module?.key ?? '')
      const open = path.replaceAll(/:([a-z]+)/g, '{$1}')
      paths[open] ??= {}
      paths[open][route.method.toLowerCase()] = operation(route, path, module, locale)
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: bothOf(app.label)[locale], version: `${PRODUCT_VERSION} / ${version}` },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'stagewright.session_token' } },
      schemas: {
        Problems: PROBLEMS,
        ...Object.fromEntries(modules.map((module) => [module.key, recordSchema(app, module, principal, locale)])),
      },
    },
  }
}

const PROBLEMS: Json = {
  type: 'object',
  properties: {
    status: { type: 'integer' },
    code: { type: 'string' },
    message: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'code', 'message'],
      },
    },
  },
  required: ['status', 'code', 'message', 'problems'],
}

function operation(route: Route, path: string, module: Module | undefined, locale: Locale): Json {
  const inPath = [...path.matchAll(/:([a-z]+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const inQuery = (route.query ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } }))
  const parameters = [...inPath, ...inQuery]
  const record = module ? { $ref: `#/components/schemas/${module.key}` } : undefined
  const takesRecord =
    record && ((route.method === 'PATCH' && path.endsWith('/:id')) || (route.method === 'POST' && path.endsWith(`/records/${module?.key}`)))
  const givesRecord = record && route.method === 'GET' && path.endsWith('/:id')
  const givesList = record && route.method === 'GET' && path.endsWith(`/records/${module?.key}`)
  const list = {
    type: 'object',
    properties: { records: { type: 'array', items: record }, next: { type: ['string', 'null'] }, total: { type: 'integer' } },
  }
  const schema = givesRecord ? record : givesList ? list : undefined
  const problems = {
    description: 'Problems',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problems' } } },
  }
  return {
    summary: route.summary,
    operationId: `${route.method.toLowerCase()}${path.replaceAll(/[^a-zA-Z0-9]+/g, '_')}`,
    ...(module ? { tags: [textOf(module.label, locale, module.key)] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takesRecord ? { requestBody: { required: true, content: { 'application/json': { schema: record } } } } : {}),
    responses: { '2XX': { description: 'Done', ...(schema ? { content: { 'application/json': { schema } } } : {}) }, '4XX': problems },
  }
}

/** A record in wire form, as the reader may see it. */
function recordSchema(app: App, module: Module, principal: Principal, locale: Locale): Json {
  const rights = rightsOf(principal, app, module)
  const fields = [...module.fields.values()].filter((field) => field.storage.kind !== 'none' && rights.canRead(field.key))
  const properties: Record<string, Json> = { _id: { type: 'string', readOnly: true }, _version: { type: 'integer' } }
  for (const field of fields) {
    const { type, ...rest } = field.type.value(field.options, field.context) as { type: string }
    const readOnly = rights.canWrite(field.key) && !field.assigned && field.readOnly !== true ? {} : { readOnly: true }
    properties[field.key] = { title: textOf(field.label, locale, field.key), type: [type, 'null'], ...rest, ...readOnly }
    // An enumeration must name null too where null is allowed.
    const { enum: values } = properties[field.key] as { enum?: unknown[] }
    if (values) properties[field.key] = { ...properties[field.key], enum: [...values, null] }
  }
  for (const { name, label, storage, pipeline } of SYSTEM_FIELDS) {
    if (name === '_id' || (pipeline && !module.pipeline)) continue
    const stages = name === '_stage' ? { enum: stagesOf(module).map((stage) => stage.key) } : {}
    properties[name] = {
      title: label[locale],
      type: [storage.kind === 'integer' ? 'integer' : 'string', 'null'],
      ...stages,
      ...(rights.canWrite(name) ? {} : { readOnly: true }),
    }
  }
  return { title: textOf(module.label, locale, module.key), type: 'object', properties }
}
