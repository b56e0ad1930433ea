// A browser and its system out of what the browser says of itself.

const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bMicroMessenger\/(\d+)/, 'WeChat'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|CriOS|Chrome)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

export interface Device {
  /** Name and main version; undefined for a program that is none of the known browsers. */
  readonly browser: string | undefined
  readonly system: string | undefined
  readonly phone: boolean
}

export function deviceOf(agent: string | null): Device {
  const text = agent ?? ''
  const browser = BROWSERS.find(([pattern]) => pattern.test(text))
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1]
  return {
    browser: browser && `${browser[1]} ${browser[0].exec(text)![1]}`,
    system,
    phone: /iPhone|Android.*Mobile/.test(text),
  }
}
