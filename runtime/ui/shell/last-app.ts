// The app a person worked in last, so that the bare address leads back to it.
const KEY = 'stagewright-app'

export function lastApp(): string | null {
  return localStorage.getItem(KEY)
}

export function rememberApp(app: string): void {
  localStorage.setItem(KEY, app)
}
