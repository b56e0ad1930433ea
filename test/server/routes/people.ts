// People of a test installation, invited and signed in through the public door.
import type { Client, TestServer } from '../../helpers/server.ts'

export interface Person {
  readonly client: Client
  readonly id: string
}

/** Invites, accepts and signs in someone with roles in one app. */
export async function invited(server: TestServer, name: string, app: string, roles: readonly string[]): Promise<Person> {
  const [email, password] = [`${name}@example.com`, 'a good password']
  const { link } = await server.admin.ok('POST', '/invitations', { email, roles: { [app]: roles } })
  const token = new URL(link).searchParams.get('token')
  await server.anonymous().ok('POST', `/invitations/${token}/accept`, { name, password })
  const { users } = await server.admin.ok('GET', '/users')
  return { client: await server.signIn(email, password), id: users.find((user: any) => user.email === email).id }
}

/** The path of a route with real or given values for its parameters. */
export function pathOf(route: { readonly path: string }, values: Readonly<Record<string, string>>): string {
  return route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
}
