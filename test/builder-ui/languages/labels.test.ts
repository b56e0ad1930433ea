// The translation table holds every text of a definition, and what is written in one language leaves the other alone.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withText } from '../../../builder-ui/inspector/LabelSetting.tsx'
import { labelsOf, lacks } from '../../../builder-ui/languages/labels.ts'
import { valueAt } from '../../../runtime/definition/edit.ts'
import { productPath } from '../../../server/product.ts'

const template = JSON.parse(readFileSync(productPath('templates', 'b2b', 'app.json'), 'utf8'))

describe('texts', () => {
  it('are found wherever they stand, each at its place', () => {
    const found = labelsOf(template)
    // Every object with both languages is a text for people, and none of them is missed.
    const both: string[] = []
    JSON.stringify(template, (_, value) => {
      if (value && typeof value === 'object' && typeof value.en === 'string' && typeof value['zh-CN'] === 'string')
        both.push(JSON.stringify(value))
      return value
    })
    expect(both.length).toBeGreaterThan(300)
    expect(found.filter(({ label }) => typeof label === 'object').map(({ label }) => JSON.stringify(label))).toEqual(both)
    for (const { path, label } of found) expect(valueAt(template, path)).toEqual(label)
    expect(found.filter(({ label }) => lacks(label, 'en') || lacks(label, 'zh-CN'))).toEqual([])
  })

  it('know which language they lack', () => {
    expect([
      lacks({ en: 'A' }, 'zh-CN'),
      lacks({ en: 'A' }, 'en'),
      lacks('CRM', 'zh-CN'),
      lacks('客户', 'en'),
      lacks('客户', 'zh-CN'),
    ]).toEqual([true, false, false, true, false])
  })

  it('are written one language at a time', () => {
    expect(withText('Deal', 'zh-CN', '商机')).toEqual({ en: 'Deal', 'zh-CN': '商机' })
    expect(withText({ en: 'Deal', 'zh-CN': '商机' }, 'en', 'Chance')).toEqual({ en: 'Chance', 'zh-CN': '商机' })
    expect(withText({ en: 'CRM', 'zh-CN': '系统' }, 'zh-CN', 'CRM')).toBe('CRM')
    expect(withText({ en: 'Deal', 'zh-CN': '商机' }, 'zh-CN', ' ')).toEqual({ en: 'Deal' })
    expect(withText({ en: 'Deal' }, 'en', '')).toBeUndefined()
    expect(withText(undefined, 'zh-CN', '商机')).toEqual({ 'zh-CN': '商机' })
  })
})
