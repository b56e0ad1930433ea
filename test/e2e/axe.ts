// Axe on what a page shows. Only what is wrong is written out, in the page itself: telling also what is right takes several times as long.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What a theme changes; all else is the same in each. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

interface Where {
  /** A selector: only this part of the page. */
  readonly part?: string
  /** Only these rules. */
  readonly rules?: readonly string[]
}

/** One line for each fault. */
export async function faultsOn(page: Page, { part, rules }: Where = {}): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : {}),
  })
  const { violations } = await (part ? axe.include(part) : axe).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`))
}
