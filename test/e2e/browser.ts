// Finds a Chromium and opens it: the one named by CHROMIUM_PATH, the one of the system, else the one that comes with the packages. Tests share one.
import { existsSync } from 'node:fs'
import { type Browser, type BrowserServer, chromium } from 'playwright-core'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']

async function executable(): Promise<string> {
  const named = process.env.CHROMIUM_PATH ?? SYSTEM.find((path) => existsSync(path))
  if (named) return named
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

/** A browser of one's own. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: FLAGS })
}

/** A browser that several connect to, each with contexts of their own that end when they leave. */
export async function serveBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath: await executable(), args: FLAGS, host: '127.0.0.1' })
}
