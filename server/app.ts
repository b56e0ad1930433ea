// The HTTP application: finds the route, finds out who asks, checks the declared permission, lets the route answer.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Problem, problem } from '../runtime/problem.ts'
import type { HeaderReader } from './access/accounts.ts'
import { mayDesign, mayOpen, mayPublish, viewedAs } from './access/principal.ts'
import { HttpRequest, holdsNul, nulProblem, readQuery } from './http/request.ts'
import { end, send, sendProblems } from './http/respond.ts'
import { routerOf, urlOf } from './http/router.ts'
import { actingIn } from './previews/preview.ts'
import { ROUTES } from './routes/index.ts'
import type { Answer, Permission, Route } from './routes/route.ts'
import type { Services } from './services.ts'

export const API = '/api/v1'
const API_PATH = /^\/api([/?]|$)/
const HEALTH_PATH = /^\/healthz(\?|$)/
const SAFE = new Set(['GET', 'HEAD'])

/**
 * The application over its services, for Node's own server: between it and a record nothing is made that the record does not need. `pages` answers what is
 * no part of the API. `routes` is a parameter so that tests can look at every one of them.
 */
export function createHttpApp(services: Services, pages: RequestListener, routes: readonly Route[] = ROUTES): RequestListener {
  const find = routerOf(API, routes)
  return (incoming, outgoing) => {
    const url = urlOf(incoming)
    if (!API_PATH.test(url)) {
      if (HEALTH_PATH.test(url)) end(outgoing, 200, ['content-type', 'text/plain; charset=utf-8'], 'ok')
      else pages(incoming, outgoing)
      return
    }
    const found = find(incoming.method ?? 'GET', url)
    if (!found) return sendProblems(incoming, outgoing, [noSuchRoute()])
    const query = readQuery(found.route, url)
    if (!query.ok) return sendProblems(incoming, outgoing, query.problems)
    if (url.includes('%00') && (holdsNul(found.path) || holdsNul(query.value))) return sendProblems(incoming, outgoing, [nulProblem()])
    const request = new HttpRequest(incoming, services, found.path, query.value)
    answerTo(incoming.method ?? 'GET', found.route, request)
      .then((answer) => send(incoming, outgoing, answer))
      .catch((error) => sendFailure(services, incoming, outgoing, error))
  }
}

/** What went wrong while a route answered, told as far as it concerns whoever asked. */
function sendFailure(services: Services, incoming: IncomingMessage, outgoing: ServerResponse, error: Error): void {
  if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
  else sendProblems(incoming, outgoing, [failureOf(services, incoming, error)])
}

function failureOf(services: Services, { method, url }: IncomingMessage, error: Error): Problem {
  if (isBusy(error)) return busy()
  if (isTaken(error)) return taken()
  const id = randomUUID()
  services.log({ level: 'error', request: id, method, path: url, error: error.stack ?? String(error) })
  return problem(
    '',
    'internal',
    `Something went wrong on our side. Nothing was changed. Report the number ${id}.`,
    `服务器出现错误，数据未改动。请提供编号 ${id} 以便查询。`,
  )
}

function noSuchRoute(): Problem {
  return problem('', 'no_such_route', 'There is nothing at this address. Look at the API documentation.', '此地址不存在，请查看接口文档。')
}

function busy(): Problem {
  return problem(
    '',
    'busy',
    'The database is busy or was cut off. Look whether your change is there, and try again in a moment.',
    '数据库繁忙或连接中断，请确认修改是否已保存，稍后重试。',
  )
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

/** SQLite: another process holds the file. PostgreSQL: too slow, too many connections, shutting down, connection lost. */
const BUSY_CODES = new Set(['SQLITE_BUSY', '57014', '53300', '57P01', '57P02', '57P03', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET'])

function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && BUSY_CODES.has(code)
}

async function answerTo(method: string, route: Route, request: HttpRequest): Promise<Answer> {
  const { services, headers } = request
  const foreign = crossSiteProblem(method, headers)
  if (foreign) return { problems: [foreign] }
  if (route.permission === 'public') return route.handle(request)
  const person = await services.accounts.authenticate(headers)
  if (!person) return { problems: [problem('', 'signed_out', 'Sign in first.', '请先登录。')] }
  const changes = !SAFE.has(method) && !route.reads
  if (route.permission === 'user' || route.permission === 'admin') {
    const user = person.kind === 'user' ? person : undefined
    if (user?.key && (changes || route.permission === 'admin' || route.path.startsWith('/me'))) return { problems: [notByKey()] }
    request.principal = person
    return route.permission === 'user' || user?.admin ? route.handle(request) : { problems: [refused(route.permission)] }
  }
  const host = await services.apps.get(request.path.app ?? '')
  const acting = host && (await actingIn(host, person))
  const published = acting && (await host?.current())
  if (!host || !published || !mayOpen(acting, published.app)) return { problems: [noSuchApp(request.path.app ?? '')] }
  const viewed = headers.get('x-view-as')
  if (viewed !== null && !(mayDesign(acting, published.app) && published.app.roles.has(viewed))) return { problems: [cannotViewAs(viewed)] }
  const principal = viewed === null ? acting : viewedAs(acting, published.app, viewed)
  if (route.background && principal.kind === 'user' && principal.key?.limited) return { problems: [notByKey()] }
  if (changes && principal.kind === 'user' && principal.readOnly) return { problems: [readOnlyProblem(viewed)] }
  const may =
    route.permission === 'app' ||
    (route.permission === 'design' ? mayDesign(principal, published.app) : mayPublish(principal, published.app))
  if (!may) return { problems: [refused(route.permission)] }
  request.principal = principal
  request.host = host
  request.published = published
  try {
    return await route.handle(request)
  } catch (error) {
    // A version published while this request was under way may have moved the columns it reads: then the new version answers it.
    const now = await host.current()
    if (!SAFE.has(method) || now.number === published.number) throw error
    request.published = now
    return route.handle(request)
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
