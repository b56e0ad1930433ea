// The apps of this installation that are open in this process.
import type { Store } from '../database/connect.ts'
import { type AppHost, openHost } from './host.ts'

export interface AppRegistry {
  /** The app of that key; looked for again each time it is not known, as another process may have created it. */
  get(key: string): Promise<AppHost | undefined>
  all(): Promise<AppHost[]>
  /** Copies in which drafts are tried out. */
  previews(): Promise<AppHost[]>
  /** Removes an app with all its data from the installation. */
  remove(key: string): Promise<void>
}

export function createRegistry(store: Store): AppRegistry {
  const open = new Map<string, AppHost>()
  async function get(key: string): Promise<AppHost | undefined> {
    const known = open.get(key)
    if (known) return known
    const host = await openHost(store, key)
    if (!host) return undefined
    const raced = open.get(key)
    if (raced) return raced
    open.set(key, host)
    return host
  }
  async function hostsOf(keys: readonly string[]): Promise<AppHost[]> {
    const hosts: AppHost[] = []
    for (const key of keys) {
      const host = await get(key)
      if (host) hosts.push(host)
    }
    return hosts
  }
  return {
    get,
    all: async () => hostsOf(await store.appKeys()),
    previews: async () => hostsOf(await store.copyKeys()),
    async remove(key) {
      open.delete(key)
      await store.remove(key)
    },
  }
}
