// Listens to what a page complains about: errors in its console, exceptions, breaches of the content policy.
import type { Page } from 'playwright-core'

/** Complaints of the page so far. Answers of the server that are meant to refuse are no complaint: `expected` says which statuses those are. */
export async function watch(page: Page, expected: readonly number[] = []): Promise<readonly string[]> {
  const complaints: string[] = []
  page.setDefaultTimeout(20_000)
  await page.exposeFunction('policyBreached', (text: string) => complaints.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as any).policyBreached(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const refused = /status of (\d{3})/.exec(message.text())
    if (refused && expected.includes(Number(refused[1]))) return
    complaints.push(`console: ${message.text()}`)
  })
  return complaints
}

/** Until the page stands still: no change in it for a moment, and no transition of its colours or places under way. */
export async function stands(page: Page): Promise<void> {
  await page.evaluate(
    (quiet) =>
      new Promise<void>((resolve) => {
        const end = performance.now() + 3000
        let last = performance.now()
        const changes = new MutationObserver(() => {
          last = performance.now()
        })
        changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
        const look = () => {
          const now = performance.now()
          const moving = document.getAnimations().some(({ effect, playState }) => {
            const { iterations } = effect?.getTiming() ?? {}
            return playState === 'running' && iterations !== Number.POSITIVE_INFINITY
          })
          if ((now - last > quiet && !moving) || now > end) {
            changes.disconnect()
            resolve()
          } else requestAnimationFrame(look)
        }
        look()
      }),
    80,
  )
}
