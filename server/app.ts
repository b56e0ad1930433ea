// The HTTP application: mounts routes, finds out who asks, checks the declared permission, turns problems into statuses. Statuses are decided here only.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { LOCALES, type Locale } from '../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../runtime/problem.ts'
import { mayDesign, mayOpen, mayPublish } from './access/principal.ts'
import { ROUTES } from './routes/index.ts'
import type { Answer, Permission, Request, Route } from './routes/route.ts'
import type { Services } from './services.ts'
import { SECURITY_HEADERS } from './static.ts'

export const API = '/api/v1'
const MAX_BODY = 2 * 1024 * 1024
const MAX_DEPTH = 100
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125]
const MAX_UPLOAD = 200 * 1024 * 1024
const SAFE = new Set(['GET', 'HEAD'])

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
      return send(c, { problems: [problem('', 'busy', 'The database is busy. Try again in a moment.', '数据库繁忙，请稍后重试。')] })
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

function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === 'SQLITE_BUSY' || code === '57014' || code === '53300'
}

async function run(services: Services, route: Route, c: Context): Promise<Response> {
  const foreign = crossSiteProblem(c)
  if (foreign) return send(c, { problems: [foreign] })
  const query = readQuery(route, c)
  if (!query.ok) return send(c, { problems: query.problems })
  const path = c.req.param() as Record<string, string>
  if (holdsNul(path) || holdsNul(query.value)) return send(c, { problems: [nulProblem()] })
  const request: Request = {
    services,
    path,
    query: query.value,
    headers: c.req.raw.headers,
    address: addressOf(c),
    locale: preferredLocale(c.req.header('accept-language')),
    body: () => readBody(c),
    bytes: () => readBytes(c),
  }
  if (route.permission === 'public') return send(c, await route.handle(request))
  const principal = await services.accounts.authenticate(request.headers)
  if (!principal) return send(c, { problems: [problem('', 'signed_out', 'Sign in first.', '请先登录。')] })
  if (route.permission === 'user' || route.permission === 'admin') {
    const allowed = route.permission === 'user' || (principal.kind === 'user' && principal.admin)
    return send(c, allowed ? await route.handle({ ...request, principal }) : { problems: [refused(route.permission)] })
  }
  const host = await services.apps.get(request.path.app ?? '')
  const published = await host?.current()
  if (!host || !published || !mayOpen(principal, published.app)) return send(c, { problems: [noSuchApp(request.path.app ?? '')] })
  const may =
    route.permission === 'app' ||
    (route.permission === 'design' ? mayDesign(principal, published.app) : mayPublish(principal, published.app))
  if (!may) return send(c, { problems: [refused(route.permission)] })
  try {
    return send(c, await route.handle({ ...request, principal, host, published }))
  } catch (error) {
    // A version published while this request was under way may have moved the columns it reads: then the new version answers it.
    const now = await host.current()
    if (!SAFE.has(c.req.method) || now.number === published.number) throw error
    return send(c, await route.handle({ ...request, principal, host, published: now }))
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

function noSuchApp(key: string): Problem {
  const shown = key.slice(0, 60)
  return problem('', 'not_found', `There is no app "${shown}" for you.`, `没有你可用的应用“${shown}”。`)
}

/** A page of another site must not act with the visitor's cookie: browsers say where a changing request comes from. */
function crossSiteProblem(c: Context): Problem | undefined {
  if (SAFE.has(c.req.method)) return undefined
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const host = c.req.header('host')
  const foreign =
    (site && site !== 'same-origin' && site !== 'none') ||
    (origin && origin !== 'null' && URL.canParse(origin) && new URL(origin).host !== host)
  return foreign || origin === 'null'
    ? problem('', 'cross_site', 'This request came from another site and was refused.', '此请求来自其他网站，已拒绝。')
    : undefined
}

function readQuery(route: Route, c: Context): Result<Record<string, string>> {
  const query: Record<string, string> = {}
  for (const [name, values] of Object.entries(c.req.queries())) {
    const shown = name.slice(0, 60)
    if (!route.query?.includes(name)) {
      const known = route.query?.join(', ') || '–'
      return fail(
        problem(
          shown,
          'unknown_parameter',
          `"${shown}" is not a parameter of this address. Known: ${known}.`,
          `此地址没有参数“${shown}”。可用：${known}。`,
        ),
      )
    }
    if (values.length !== 1)
      return fail(
        problem(
          shown,
          'repeated_parameter',
          `"${shown}" is given ${values.length} times. Give it once.`,
          `参数“${shown}”出现了 ${values.length} 次，请只填一次。`,
        ),
      )
    query[name] = values[0]!
  }
  return ok(query)
}

async function readBytes(c: Context, limit = MAX_UPLOAD): Promise<Result<Uint8Array>> {
  const declared = Number(c.req.header('content-length') ?? 0)
  const tooLarge = () =>
    fail(problem('', 'too_large', `The request is larger than ${limit / 1024 / 1024} MB.`, `请求超过 ${limit / 1024 / 1024} MB。`))
  if (declared > limit) return tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) return tooLarge()
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

async function readBody(c: Context): Promise<Result<Record<string, unknown>>> {
  if (!c.req.header('content-type')?.startsWith('application/json')) {
    return fail(
      problem(
        '',
        'not_json',
        'Send JSON with the header Content-Type: application/json.',
        '请以 JSON 提交，并设置 Content-Type: application/json。',
      ),
    )
  }
  const bytes = await readBytes(c, MAX_BODY)
  if (!bytes.ok) return bytes
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value)
    if (isTooDeep(text))
      return fail(
        problem(
          '',
          'too_deep',
          `The body is nested more than ${MAX_DEPTH} deep. Make it flatter.`,
          `请求体嵌套超过 ${MAX_DEPTH} 层，请减少层级。`,
        ),
      )
    const value: unknown = JSON.parse(text)
    if (text.includes('\\u0000') && holdsNul(value)) return fail(nulProblem())
    if (value && typeof value === 'object' && !Array.isArray(value)) return ok(value as Record<string, unknown>)
  } catch {
    // falls through to the one refusal below
  }
  return fail(problem('', 'not_json', 'The body is not a JSON object.', '请求体不是 JSON 对象。'))
}

/** Whether lists and objects of a JSON text stand in each other deeper than anything of ours does; said before it is parsed. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === BACKSLASH) at += 1
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
  }
  return false
}

/** Texts end at the character NUL in too many places; PostgreSQL does not store it at all. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => name.includes('\0') || holdsNul(member))
}

function nulProblem(): Problem {
  return problem('', 'character', 'The request holds the character NUL (U+0000). Leave it out.', '请求中含有空字符（U+0000），请去掉。')
}

const STATUS: Readonly<Record<string, number>> = {
  signed_out: 401,
  forbidden: 403,
  cross_site: 403,
  not_found: 404,
  no_such_route: 404,
  conflict: 409,
  version_moved: 409,
  app_exists: 409,
  too_large: 413,
  too_many: 429,
  internal: 500,
  busy: 503,
}

function send(c: Context, answer: Answer): Response {
  if ('response' in answer) return answer.response
  if ('jsonText' in answer) return new Response(answer.jsonText, { status: answer.status ?? 200, headers: JSON_HEADERS })
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
  const locale = preferredLocale(c.req.header('accept-language'))
  const problems = answer.problems.map(({ message, ...rest }) => ({ ...rest, message: message[locale] }))
  const status = Math.max(...answer.problems.map((each) => STATUS[each.code] ?? 400))
  const body = { status, code: problems[0]?.code, message: problems[0]?.message, problems }
  const headers = new Headers({ ...JSON_HEADERS, 'content-type': 'application/problem+json' })
  if (status === 503) headers.set('retry-after', '1')
  return new Response(JSON.stringify(body), { status, headers })
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** The product's language that stands first in the header; Chinese where it names none. */
export function preferredLocale(header: string | undefined): Locale {
  for (const part of (header ?? '').split(',')) {
    const tag = part.split(';')[0]!.trim().toLowerCase()
    const found = LOCALES.find((locale) => locale.toLowerCase() === tag || locale.split('-')[0] === tag.split('-')[0])
    if (found) return found
  }
  return 'zh-CN'
}
