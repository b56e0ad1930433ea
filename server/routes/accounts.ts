// People over HTTP: set-up, sessions, my profile, users, invitations, teams.
import { problem } from '../../runtime/problem.ts'
import type { UserChange } from '../access/members.ts'
import { type ProfileChange, profileProblems } from '../access/profile.ts'
import { adoptSamples } from '../samples/owners.ts'
import { readFields } from './body.ts'
import { type Answer, answer, personOf, type Request, type Route, sessionAnswer, type UserRequest } from './route.ts'

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/session', permission: 'public', summary: 'Who is signed in', handle: session },
  { method: 'POST', path: '/session', permission: 'public', summary: 'Sign in', handle: signIn },
  {
    method: 'DELETE',
    path: '/session',
    permission: 'public',
    summary: 'Sign out',
    handle: async ({ services, headers }) => ({ ...sessionAnswer(await services.accounts.signOut(headers)), json: null, status: 204 }),
  },
  { method: 'POST', path: '/setup', permission: 'public', summary: 'Create the first administrator', handle: setUp },
  { method: 'POST', path: '/session/code', permission: 'public', summary: 'Enter the code of the second factor', handle: enterCode },
  { method: 'PATCH', path: '/me', permission: 'user', summary: 'Change my name, language, time zone, theme or density', handle: updateMe },
  { method: 'POST', path: '/me/password', permission: 'user', summary: 'Change my password; other sessions end', handle: changePassword },
  { method: 'GET', path: '/me/sessions', permission: 'user', summary: 'My sessions', handle: sessions },
  { method: 'DELETE', path: '/me/sessions/:id', permission: 'user', summary: 'End one of my sessions', handle: endSession },
  { method: 'GET', path: '/users', permission: 'user', summary: 'The people of this installation', handle: users },
  { method: 'PATCH', path: '/users/:id', permission: 'admin', summary: 'Change a user', handle: updateUser },
  {
    method: 'GET',
    path: '/invitations',
    permission: 'admin',
    summary: 'Open invitations',
    handle: async ({ services }) => ({ json: { invitations: await services.accounts.invitations() } }),
  },
  { method: 'POST', path: '/invitations', permission: 'admin', summary: 'Invite someone', handle: invite },
  { method: 'DELETE', path: '/invitations/:id', permission: 'admin', summary: 'Withdraw an invitation', handle: withdraw },
  { method: 'GET', path: '/invitations/:token/info', permission: 'public', summary: 'Whom an invitation is for', handle: invitationInfo },
  { method: 'POST', path: '/invitations/:token/accept', permission: 'public', summary: 'Accept an invitation', handle: accept },
  {
    method: 'GET',
    path: '/teams',
    permission: 'user',
    summary: 'Teams',
    handle: async ({ services }) => ({ json: { teams: await services.accounts.teams() } }),
  },
  { method: 'POST', path: '/teams', permission: 'admin', summary: 'Create a team', handle: (request) => saveTeam(request, undefined) },
  {
    method: 'PATCH',
    path: '/teams/:id',
    permission: 'admin',
    summary: 'Change a team',
    handle: (request) => saveTeam(request, request.path.id),
  },
  { method: 'DELETE', path: '/teams/:id', permission: 'admin', summary: 'Remove a team', handle: removeTeam },
]

const DONE: Answer = { json: null, status: 204 }

function missing(): Answer {
  return { problems: [problem('', 'not_found', 'This does not exist any more.', '该项已不存在。')] }
}

async function session({ services, headers }: Request): Promise<Answer> {
  const principal = await services.accounts.authenticate(headers)
  if (!principal) return { json: { user: null, setup: (await services.accounts.setupToken()) !== undefined } }
  const user = (await services.accounts.users()).find((each) => each.id === personOf(principal))
  const profile = user && (await services.accounts.profile(user.id))
  return {
    json: {
      user: user && {
        id: user.id,
        name: user.name,
        email: user.email,
        admin: user.admin,
        locale: user.locale,
        twoFactor: await services.accounts.twoFactor.enabled(user.id),
        ...profile,
      },
      setup: false,
    },
  }
}

async function signIn(request: Request): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { email: 'string', password: 'string' }, ['email', 'password'])
  if (!fields.ok) return fields
  const { email, password } = fields.value as { email: string; password: string }
  return answer(await request.services.accounts.signIn(email, password, request.headers, request.address), sessionAnswer)
}

async function enterCode(request: Request): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { code: 'string' }, ['code'])
  if (!fields.ok) return fields
  return answer(await request.services.accounts.twoFactor.enterCode(fields.value.code as string, request.headers), sessionAnswer)
}

async function setUp(request: Request): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { token: 'string', name: 'string', email: 'string', password: 'string' }, [
    'token',
    'name',
    'email',
    'password',
  ])
  if (!fields.ok) return fields
  const { token, ...user } = fields.value as { token: string; name: string; email: string; password: string }
  const made = await request.services.accounts.setUp(token, user)
  if (!made.ok) return made
  await adoptSamples(request.services.apps, made.value.id)
  return answer(await request.services.accounts.signIn(user.email, user.password, request.headers, request.address), sessionAnswer)
}

async function updateMe(request: UserRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const { timeZone, ...rest } = body.value
  const fields = readFields(rest, { name: 'string', locale: 'string', theme: 'string', density: 'string' })
  if (!fields.ok) return fields
  const { name, locale, theme, density } = fields.value as { [Name in 'name' | 'locale' | 'theme' | 'density']?: string }
  const problems = profileProblems({ timeZone, theme, density })
  if (locale !== undefined && locale !== 'zh-CN' && locale !== 'en') {
    problems.push(problem('locale', 'not_allowed', `locale: "${locale}" is neither zh-CN nor en.`, `locale：“${locale}”应为 zh-CN 或 en。`))
  }
  if (problems.length > 0) return { problems }
  const id = personOf(request.principal)
  const { accounts } = request.services
  const user = await accounts.updateUser(id, { ...(name === undefined ? {} : { name }), ...(locale === undefined ? {} : { locale }) })
  if (!user.ok) return user
  const given = Object.fromEntries(Object.entries({ timeZone, theme, density }).filter(([, value]) => value !== undefined)) as ProfileChange
  const profile = Object.keys(given).length > 0 ? await accounts.changeProfile(id, given) : await accounts.profile(id)
  return { json: { id, name: user.value.name, locale: user.value.locale, ...profile } }
}

async function changePassword(request: UserRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { current: 'string', password: 'string' }, ['current', 'password'])
  if (!fields.ok) return fields
  const { current, password } = fields.value as { current: string; password: string }
  return answer(await request.services.accounts.changePassword(current, password, request.headers), sessionAnswer)
}

async function sessions({ services, principal, headers }: UserRequest): Promise<Answer> {
  return { json: { sessions: await services.accounts.sessions(personOf(principal), headers) } }
}

async function endSession({ services, principal, path }: UserRequest): Promise<Answer> {
  return (await services.accounts.endSession(personOf(principal), path.id!)) ? DONE : missing()
}

/** Everyone sees names, because records carry owners; addresses and rights are for administrators. */
async function users({ services, principal }: UserRequest): Promise<Answer> {
  const all = await services.accounts.users()
  const admin = principal.kind === 'user' && principal.admin
  return { json: { users: admin ? all : all.map(({ id, name, disabled }) => ({ id, name, disabled })) } }
}

async function updateUser(request: UserRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { name: 'string', admin: 'boolean', disabled: 'boolean', roles: 'object', twoFactor: 'boolean' })
  if (!fields.ok) return fields
  const { twoFactor, ...change } = fields.value as UserChange & { twoFactor?: boolean }
  const roles = rolesProblem(change.roles)
  if (roles) return roles
  if (twoFactor === true) {
    const [en, zh] = ['only the person can turn it on; false turns it off.', '只能由本人开启；传 false 可将其关闭。']
    return { problems: [problem('twoFactor', 'not_allowed', `twoFactor: ${en}`, `twoFactor：${zh}`)] }
  }
  const { accounts } = request.services
  const user = await accounts.updateUser(request.path.id!, change)
  if (user.ok && twoFactor === false) await accounts.twoFactor.reset(user.value.id)
  return answer(user, (json) => ({ json }))
}

function rolesProblem(roles: unknown): Answer | undefined {
  if (roles === undefined) return undefined
  const good = Object.values(roles as object).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
  return good
    ? undefined
    : { problems: [problem('roles', 'type', 'roles: give a list of role keys per app key.', 'roles：应为每个应用的角色键列表。')] }
}

async function invite(request: UserRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { email: 'string', admin: 'boolean', roles: 'object' }, ['email'])
  if (!fields.ok) return fields
  const wrong = rolesProblem(fields.value.roles)
  if (wrong) return wrong
  const { email, admin, roles } = fields.value as { email: string; admin?: boolean; roles?: Record<string, string[]> }
  const invited = await request.services.accounts.invite({ email, admin: admin ?? false, roles: roles ?? {} }, personOf(request.principal))
  return answer(invited, ({ token, expiresAt }) => ({
    json: { link: `${request.services.publicUrl()}/invite?token=${token}`, expiresAt },
    status: 201,
  }))
}

async function withdraw({ services, path }: UserRequest): Promise<Answer> {
  return (await services.accounts.withdrawInvitation(path.id!)) ? DONE : missing()
}

async function invitationInfo({ services, path }: Request): Promise<Answer> {
  const found = await services.accounts.invitation(path.token!)
  return found
    ? { json: { email: found.email } }
    : {
        problems: [
          problem('token', 'not_found', 'This invitation is not valid any more. Ask for a new one.', '此邀请已失效，请重新获取。'),
        ],
      }
}

async function accept(request: Request): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { name: 'string', password: 'string' }, ['name', 'password'])
  if (!fields.ok) return fields
  const { name, password } = fields.value as { name: string; password: string }
  const made = await request.services.accounts.acceptInvitation(request.path.token!, name, password)
  if (!made.ok) return made
  return answer(await request.services.accounts.signIn(made.value.email, password, request.headers, request.address), sessionAnswer)
}

async function saveTeam(request: UserRequest, id: string | undefined): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const { manager, ...rest } = body.value
  const fields = readFields(rest, { name: 'string', members: 'list' }, ['name', 'members'])
  if (!fields.ok) return fields
  if (manager !== undefined && manager !== null && typeof manager !== 'string')
    return { problems: [problem('manager', 'type', 'manager: is not the id of a user.', 'manager：不是用户编号。')] }
  const { name, members } = fields.value as { name: string; members: string[] }
  return answer(await request.services.accounts.saveTeam(id, { name, manager: manager ?? null, members: members.map(String) }), (team) => ({
    json: team,
    status: id === undefined ? 201 : 200,
  }))
}

async function removeTeam({ services, path }: UserRequest): Promise<Answer> {
  return (await services.accounts.removeTeam(path.id!)) ? DONE : missing()
}
