// The app a person worked in last, so that the bare address leads back to it.
const KEY = 'stagewright-app'

export function lastApp(): string | null {
  return localStorage.getItem(KEY)
}

/** A copy in which a draft is tried is gone tomorrow. */
export function rememberApp(app: string): void {
  if (!app.startsWith('_')) localStorage.setItem(KEY, app)
}
