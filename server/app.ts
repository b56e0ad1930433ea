// The HTTP application: mounts routes, finds out who asks, checks the declared permission, turns problems into statuses. Statuses are decided here only.
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { LOCALES, type Locale } from '../runtime/label.ts'
import { type Problem, problem } from '../runtime/problem.ts'
import type { HeaderReader } from './access/accounts.ts'
import { mayDesign, mayOpen, mayPublish, viewedAs } from './access/principal.ts'
import { actingIn } from './previews/preview.ts'
import { boundedCache } from './records/cache.ts'
import { headersOf, holdsNul, nulProblem, readBody, readBytes, readQuery } from './request.ts'
import { ROUTES } from './routes/index.ts'
import type { Answer, Permission, Request, Route } from './routes/route.ts'
import type { Services } from './services.ts'
import { SECURITY_HEADERS } from './static.ts'

export const API = '/api/v1'
const SAFE = new Set(['GET', 'HEAD'])
const compress = promisify(gzip)

/** The application over its services. `routes` is a parameter so that tests can look at every one of them. */
export function createHttpApp(services: Services, routes: readonly Route[] = ROUTES): Hono {
  const app = new Hono({ strict: true })
  app.get('/healthz', (c) => c.text('ok'))
  for (const route of routes) app.on(route.method, API + route.path, (c) => run(services, route, c))
  app.all('/api/*', (c) =>
    send(c, {
      problems: [
        problem('', 'no_such_route', 'There is nothing at this address. Look at the API documentation.', '此地址不存在，请查看接口文档。'),
      ],
    }),
  )
  app.onError((error, c) => {
    const id = randomUUID()
    if (isBusy(error))
      return send(c, {
        problems: [
          problem(
            '',
            'busy',
            'The database is busy or was cut off. Look whether your change is there, and try again in a moment.',
            '数据库繁忙或连接中断，请确认修改是否已保存，稍后重试。',
          ),
        ],
      })
    if (isTaken(error)) return send(c, { problems: [taken()] })
    services.log({ level: 'error', request: id, method: c.req.method, path: c.req.path, error: error.stack ?? String(error) })
    return send(c, {
      problems: [
        problem(
          '',
          'internal',
          `Something went wrong on our side. Nothing was changed. Report the number ${id}.`,
          `服务器出现错误，数据未改动。请提供编号 ${id} 以便查询。`,
        ),
      ],
    })
  })
  return app
}

/** Two writers passed the check for a unique value at the same moment, and the index stopped the second. */
function isTaken(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}

function taken(): Problem {
  return problem(
    '',
    'conflict',
    'Someone else saved the same unique value at this moment. Look at it and save again.',
    '他人刚刚保存了相同的唯一值，请查看后重新保存。',
  )
}

/** The peer's address. Headers that claim another one are not believed: anyone can send them. */
function addressOf(c: Context): string {
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  return incoming?.socket?.remoteAddress ?? 'local'
}

/** SQLite: another process holds the file. PostgreSQL: too slow, too many connections, shutting down, connection lost. */
const BUSY_CODES = new Set(['SQLITE_BUSY', '57014', '53300', '57P01', '57P02', '57P03', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET'])

function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && BUSY_CODES.has(code)
}

/**
 * A request as routes get it. A class, as what only some routes ask for is worked out when they do, and an object literal with accessors is slow to make;
 * who asks and for what app is added to it once known.
 */
class HttpRequest implements Request {
  readonly #context: Context
  readonly services: Services
  readonly path: Request['path']
  readonly query: Request['query']
  readonly locale: Locale
  readonly header: Request['header']
  constructor(context: Context, services: Services, path: Request['path'], query: Request['query'], headers: HeaderReader) {
    this.#context = context
    this.services = services
    this.path = path
    this.query = query
    this.locale = preferredLocale(headers.get('accept-language'))
    this.header = headers.get
  }
  get headers() {
    return this.#context.req.raw.headers
  }
  get address() {
    return addressOf(this.#context)
  }
  body(turn?: () => Promise<void>) {
    return readBody(this.#context, turn)
  }
  bytes() {
    return readBytes(this.#context)
  }
}

async function run(services: Services, route: Route, c: Context): Promise<Response> {
  const headers = headersOf(c)
  const foreign = crossSiteProblem(c.req.method, headers)
  if (foreign) return send(c, { problems: [foreign] })
  const query = readQuery(route, c)
  if (!query.ok) return send(c, { problems: query.problems })
  const path = c.req.param() as Record<string, string>
  if (c.req.url.includes('%00') && (holdsNul(path) || holdsNul(query.value))) return send(c, { problems: [nulProblem()] })
  const request: Request = new HttpRequest(c, services, path, query.value, headers)
  if (route.permission === 'public') return send(c, await route.handle(request))
  const person = await services.accounts.authenticate(headers)
  if (!person) return send(c, { problems: [problem('', 'signed_out', 'Sign in first.', '请先登录。')] })
  const changes = !SAFE.has(c.req.method) && !route.reads
  if (route.permission === 'user' || route.permission === 'admin') {
    const user = person.kind === 'user' ? person : undefined
    if (user?.key && (changes || route.permission === 'admin' || route.path.startsWith('/me'))) return send(c, { problems: [notByKey()] })
    const allowed = route.permission === 'user' || user?.admin
    return send(c, allowed ? await route.handle(Object.assign(request, { principal: person })) : { problems: [refused(route.permission)] })
  }
  const host = await services.apps.get(request.path.app ?? '')
  const acting = host && (await actingIn(host, person))
  const published = acting && (await host?.current())
  if (!host || !published || !mayOpen(acting, published.app)) return send(c, { problems: [noSuchApp(request.path.app ?? '')] })
  const viewed = headers.get('x-view-as')
  if (viewed !== null && !(mayDesign(acting, published.app) && published.app.roles.has(viewed)))
    return send(c, { problems: [cannotViewAs(viewed)] })
  const principal = viewed === null ? acting : viewedAs(acting, published.app, viewed)
  if (route.background && principal.kind === 'user' && principal.key?.limited) return send(c, { problems: [notByKey()] })
  if (changes && principal.kind === 'user' && principal.readOnly) return send(c, { problems: [readOnlyProblem(viewed)] })
  const may =
    route.permission === 'app' ||
    (route.permission === 'design' ? mayDesign(principal, published.app) : mayPublish(principal, published.app))
  if (!may) return send(c, { problems: [refused(route.permission)] })
  try {
    return send(c, await route.handle(Object.assign(request, { principal, host, published })))
  } catch (error) {
    // A version published while this request was under way may have moved the columns it reads: then the new version answers it.
    const now = await host.current()
    if (!SAFE.has(c.req.method) || now.number === published.number) throw error
    return send(c, await route.handle(Object.assign(request, { principal, host, published: now })))
  }
}

function refused(permission: Permission): Problem {
  const needed: Record<string, readonly [string, string]> = {
    admin: ['an administrator of this installation', '系统管理员'],
    design: ['someone with the right to design', '拥有设计权限的用户'],
    publish: ['someone with the right to publish', '拥有发布权限的用户'],
  }
  const [en, zh] = needed[permission] ?? ['someone with more rights', '拥有权限的用户']
  return problem('', 'forbidden', `This takes ${en}.`, `此操作需要${zh}。`)
}

function notByKey(): Problem {
  return problem('', 'forbidden', 'This API key does not reach so far. Sign in for this.', '此 API 密钥无权执行该操作，请登录后操作。')
}

function cannotViewAs(role: string): Problem {
  const shown = role.slice(0, 60)
  return problem('', 'forbidden', `You cannot view this app as "${shown}".`, `无法以“${shown}”角色查看此应用。`)
}

function readOnlyProblem(viewed: string | null): Problem {
  return viewed === null
    ? problem('', 'reading_only', 'This API key may only read.', '此 API 密钥仅可读取。')
    : problem(
        '',
        'reading_only',
        'You are viewing as another role. Stop viewing as it to change something.',
        '正在以其他角色查看，请先退出该视角再修改。',
      )
}

function noSuchApp(key: string): Problem {
  const shown = key.slice(0, 60)
  return problem('', 'not_found', `There is no app "${shown}" for you.`, `没有你可用的应用“${shown}”。`)
}

/** A page of another site must not act with the visitor's cookie: browsers say where a changing request comes from. */
function crossSiteProblem(method: string, headers: HeaderReader): Problem | undefined {
  if (SAFE.has(method)) return undefined
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const host = headers.get('host')
  const foreign =
    (site && site !== 'same-origin' && site !== 'none') ||
    (origin && origin !== 'null' && URL.canParse(origin) && new URL(origin).host !== host)
  return foreign || origin === 'null'
    ? problem('', 'cross_site', 'This request came from another site and was refused.', '此请求来自其他网站，已拒绝。')
    : undefined
}

const STATUS: Readonly<Record<string, number>> = {
  signed_out: 401,
  forbidden: 403,
  reading_only: 403,
  not_your_move: 403,
  cross_site: 403,
  not_found: 404,
  no_such_route: 404,
  conflict: 409,
  version_moved: 409,
  not_waiting: 409,
  converted: 409,
  in_the_way: 409,
  merged: 409,
  app_exists: 409,
  too_large: 413,
  too_many: 429,
  internal: 500,
  busy: 503,
}

function send(c: Context, answer: Answer): Response | Promise<Response> {
  if ('response' in answer) return answer.response
  if ('jsonText' in answer) return jsonResponse(c, answer.jsonText, answer.status ?? 200)
  if ('json' in answer && !answer.headers && answer.status !== 204)
    return jsonResponse(c, JSON.stringify(answer.json), answer.status ?? 200)
  if ('json' in answer) {
    const headers = new Headers(answer.headers)
    for (const [name, value] of Object.entries(JSON_HEADERS)) headers.set(name, value)
    return new Response(answer.status === 204 ? null : JSON.stringify(answer.json), { status: answer.status ?? 200, headers })
  }
  if ('content' in answer) {
    const headers = new Headers({ ...SECURITY_HEADERS, 'content-type': answer.type, 'cache-control': 'no-store' })
    if (answer.fileName) headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
    return new Response(answer.content as BodyInit, { headers })
  }
  const locale = preferredLocale(headersOf(c).get('accept-language'))
  const problems = answer.problems.map(({ message, ...rest }) => ({ ...rest, message: message[locale] }))
  const status = Math.max(...answer.problems.map((each) => STATUS[each.code] ?? 400))
  const body = { status, code: problems[0]?.code, message: problems[0]?.message, problems }
  const headers = new Headers({ ...JSON_HEADERS, 'content-type': 'application/problem+json' })
  if (status === 503) headers.set('retry-after', '1')
  return new Response(JSON.stringify(body), { status, headers })
}

/** Answers longer than this, in characters, are compressed for whoever takes that: a definition goes over the wire in a fifth of its size. */
const COMPRESSED_FROM = 16_384

function jsonResponse(c: Context, text: string, status: number): Response | Promise<Response> {
  if (text.length < COMPRESSED_FROM || !headersOf(c).get('accept-encoding')?.includes('gzip'))
    return new Response(text, { status, headers: JSON_HEADERS })
  const headers = { ...JSON_HEADERS, 'content-encoding': 'gzip', vary: 'accept-encoding' }
  return compress(text, { level: 4 }).then((bytes) => new Response(bytes as Uint8Array<ArrayBuffer>, { status, headers }))
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** The product's language that stands first in the header; Chinese where it names none. */
export function preferredLocale(header: string | null | undefined): Locale {
  return header ? locales.get(header, () => firstLocale(header)) : 'zh-CN'
}

/** Browsers send the same few headers again and again. */
const locales = boundedCache<Locale>(100)

function firstLocale(header: string): Locale {
  for (const part of header.split(',')) {
    const tag = part.split(';')[0]!.trim().toLowerCase()
    const found = LOCALES.find((locale) => locale.toLowerCase() === tag || locale.split('-')[0] === tag.split('-')[0])
    if (found) return found
  }
  return 'zh-CN'
}
