// Listens to what a page complains about: errors in its console, exceptions, breaches of the content policy.
import type { Page } from 'playwright-core'

/** Complaints of the page so far. Answers of the server that are meant to refuse are no complaint: `expected` says which statuses those are. */
export async function watch(page: Page, expected: readonly number[] = []): Promise<readonly string[]> {
  const complaints: string[] = []
  page.setDefaultTimeout(10_000)
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
