// The builder's words: both languages fill the same slots, and no screen says anything of its own.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filled, type Words } from '../../builder-ui/words/text.tsx'

const room = resolve(import.meta.dirname, '../../builder-ui')
const files = readdirSync(room, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
const lists = files.filter((file) => file.endsWith('/words.ts'))
const slots = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))].sort()

async function wordsOf(file: string): Promise<readonly (readonly [string, Words])[]> {
  const { words } = (await import(file)) as { words?: Readonly<Record<string, Words>> }
  return Object.entries(words ?? {})
}

describe('words of the builder', () => {
  it('fill the same slots in both languages', async () => {
    expect(lists.length).toBeGreaterThan(8)
    const faults: string[] = []
    let count = 0
    for (const file of lists) {
      for (const [name, { en, 'zh-CN': zh, one }] of await wordsOf(file)) {
        count += 1
        if (slots(en).join() !== slots(zh).join()) faults.push(`${relative(room, file)} ${name}: ${en} / ${zh}`)
        // Of one thing its number need not be said.
        if (one !== undefined && slots(one).some((slot) => !slots(en).includes(slot)))
          faults.push(`${relative(room, file)} ${name}: ${one}`)
      }
    }
    expect(count).toBeGreaterThan(200)
    expect(faults).toEqual([])
  })

  it('say one thing in the singular', async () => {
    const plural = /\{\{count\}\} (?:[a-z]+ )?(?:records|edits|texts|items|changes|decisions|places|fields|stages|values)\b/
    const missing: string[] = []
    for (const file of lists) {
      for (const [name, { en, one }] of await wordsOf(file))
        if (plural.test(en) && one === undefined) missing.push(`${relative(room, file)} ${name}: ${en}`)
    }
    expect(missing).toEqual([])
  })

  it('are all there is: no screen writes Chinese or a sentence of its own', () => {
    const screens = files.filter((file) => !file.endsWith('/words.ts'))
    const found = screens.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
        .replaceAll(/\/\*[\s\S]*?\*\//g, '')
        .replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1')
      const sentences = [...text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)[.…]?\s*</g)].map((match) => match[1])
      const attributes = [...text.matchAll(/(?:aria-label|label|placeholder|title)="([^"]*[A-Za-z]{3}[^"]*)"/g)].map((match) => match[1])
      return [...sentences, ...attributes].map((said) => `${relative(room, file)}: ${said}`)
    })
    expect(found).toEqual([])
  })

  it('are filled in both languages at once', () => {
    expect(filled({ en: 'Add {{name}}', 'zh-CN': '新增{{name}}' }, { name: { en: 'Deal', 'zh-CN': '商机' } })).toEqual({
      en: 'Add Deal',
      'zh-CN': '新增商机',
    })
  })
})
