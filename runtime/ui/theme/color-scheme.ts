// Light, dark or as the system: remembered by the browser, applied before anything is drawn.
export type ThemeChoice = 'light' | 'dark' | 'auto'

export const THEME_KEY = 'stagewright-theme'

export function savedTheme(): ThemeChoice {
  const saved = localStorage.getItem(THEME_KEY)
  return saved === 'light' || saved === 'dark' ? saved : 'auto'
}

/** Marks the page with the theme in force. */
export function applyTheme(): void {
  const choice = savedTheme()
  const dark = choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
}
