// The list a record was opened from: its address and the records in their order, so that a record's own page can step on and lead back.
interface LastList {
  readonly href: string
  readonly ids: readonly string[]
}

const lists = new Map<string, LastList>()

export function rememberList(app: string, module: string, list: LastList): void {
  lists.set(`${app}/${module}`, list)
}

export function lastList(app: string, module: string): LastList | undefined {
  return lists.get(`${app}/${module}`)
}
