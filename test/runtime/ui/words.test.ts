// The product's own words: both languages say the same things, and no screen says any of its own.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../../runtime/ui/words/en.ts'
import { spaced } from '../../../runtime/ui/words/spacing.ts'
import { zhCN } from '../../../runtime/ui/words/zh-CN.ts'

const ui = resolve(import.meta.dirname, '../../../runtime/ui')
const sources = readdirSync(ui, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.endsWith('/words'))
  .map((entry) => ({ name: entry.name, text: withoutComments(readFileSync(join(entry.parentPath, entry.name), 'utf8')) }))

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1')
}

function slots(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort()
}

describe('words', () => {
  it('are the same keys in both languages, with the same slots', () => {
    const keys = Object.keys(en).filter((key) => !key.endsWith('_one'))
    expect(Object.keys(zhCN)).toEqual(keys)
    const differing = keys.filter((key) => slots(en[key as 'save']).join() !== slots(zhCN[key as 'save']).join())
    expect(differing).toEqual([])
  })

  it('have a plural for every singular', () => {
    for (const key of Object.keys(en).filter((each) => each.endsWith('_one'))) expect(en).toHaveProperty([key.slice(0, -4)])
  })

  it('have a singular for every count of things', () => {
    const plural =
      /\{\{(?:count|shown)\}\} (?:[a-z]+ )?(?:records|cards|lines|cells|fields|rows|people|days|others|columns|tasks|results)\b/
    // Limits of the product itself, never one.
    const limits = [
      'grid.copy.too_many',
      'grid.paste.too_many',
      'grid.too_many',
      'report.chart.first',
      'report.truncated',
      'import.columns.text',
    ]
    // Said only of several.
    const several = ['grid.fault.people', 'grid.fault.records', 'board.more_lanes']
    const exempt = new Set([...limits, ...several])
    const missing = Object.entries(en).filter(
      ([key, text]) => plural.test(text) && !key.endsWith('_one') && !exempt.has(key) && !(`${key}_one` in en),
    )
    expect(missing).toEqual([])
  })

  it('are Chinese in Chinese: no plain space beside a Chinese character, no half-width comma or full stop after one', () => {
    const wrong = Object.entries(zhCN).filter(([, text]) =>
      /\p{Script=Han} | \p{Script=Han}|\p{Script=Han}[,.;:!?]/u.test(spaced(text.replaceAll(/\{\{\w+\}\}/g, '12'))),
    )
    expect(wrong).toEqual([])
  })

  it('never shout and never beg', () => {
    const texts = [...Object.values(en), ...Object.values(zhCN)]
    expect(texts.filter((text) => /[!！]|please/i.test(text))).toEqual([])
  })

  it('are used: no key is left over', () => {
    const all = sources.map(({ text }) => text).join('\n')
    // Keys put together at run time: `language.${locale}`.
    const patterns = [...all.matchAll(/`([a-z_.]+\.)\$\{/g)].map((match) => match[1]!)
    const unused = Object.keys(zhCN).filter((key) => !all.includes(`'${key}'`) && !patterns.some((prefix) => key.startsWith(prefix)))
    expect(unused).toEqual([])
  })

  it.each([
    ['共12条', '共\u200912\u2009条'],
    ['移至 CRM 升级', '移至\u2009CRM\u2009升级'],
    ['¥62.1万', '¥62.1\u2009万'],
    ['plain text', 'plain text'],
  ])('spaces %s', (text, expected) => expect(spaced(text)).toBe(expected))
})

describe('screens', () => {
  it('say nothing in Chinese of their own', () => {
    expect(sources.filter(({ text }) => /\p{Script=Han}/u.test(text)).map(({ name }) => name)).toEqual([])
  })

  it('say nothing in English of their own', () => {
    const found = sources
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, text }) => {
        const between = [...text.matchAll(/[^=]>\s*([^<>{}()=;]*[A-Za-z]{2}[^<>{}()=;]*)<\//g)].map((match) => match[1]!.trim())
        const attributes = [...text.matchAll(/\b(?:label|title|placeholder|aria-label|description|alt)="([^"]*[A-Za-z]{2,}[^"]*)"/g)].map(
          (match) => match[1]!,
        )
        return [...between, ...attributes].filter((each) => each !== 'Stagewright').map((each) => `${name}: ${each}`)
      })
    expect(found).toEqual([])
  })
})
