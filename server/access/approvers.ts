// Who may approve a move, to be told of it: people with a role in the app, managers of somebody's teams.
import type { Members } from './members.ts'

/** Ids of enabled users that hold one of `roles` in `app`, and where `manager` is asked, of the managers of the teams of `people`. */
export async function findApprovers(
  accounts: Pick<Members, 'users' | 'teams'>,
  app: string,
  roles: readonly string[],
  manager: boolean,
  people: readonly string[],
): Promise<string[]> {
  const users = (await accounts.users()).filter((user) => !user.disabled)
  const holders = users.filter((user) => user.roles[app]?.some((role) => roles.includes(role))).map((user) => user.id)
  const teams = manager ? await accounts.teams() : []
  const managers = teams.flatMap((team) => (team.manager && team.members.some((id) => people.includes(id)) ? [team.manager] : []))
  const enabled = new Set(users.map((user) => user.id))
  return [...new Set([...holders, ...managers])].filter((id) => enabled.has(id))
}
