// Addresses over the real divisions of China: every district is a valid beginning, is written by its names and read back.
import { expect, test } from 'vitest'
import { address } from '../../runtime/fields/address/type.ts'
import { spokenAddress } from '../../runtime/fields/addresses.ts'
import type { Choice, FieldContext } from '../../runtime/fields/contract.ts'
import { compileValue } from '../../runtime/fields/validate-value.ts'
import { onRealData, realFile } from './data.ts'

interface Division {
  readonly code: string
  readonly name: string
  readonly children?: readonly Division[]
}
const choiceOf = ({ code, name, children }: Division): Choice => ({
  key: `d${code}`,
  label: name,
  ...(children ? { items: children.map(choiceOf) } : {}),
})

onRealData('zh_open', () => {
  const provinces = JSON.parse(new TextDecoder().decode(realFile('zh_open', 'pca-code.json'))) as readonly Division[]
  const divisions = provinces.map(choiceOf)
  const context: FieldContext = { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY', divisions }
  const options = { divisions: 'division' }

  test('every district is valid, and comes back from its names', () => {
    const check = compileValue(address.value(options, context))
    let districts = 0
    for (const province of divisions) {
      for (const city of province.items ?? []) {
        for (const district of city.items ?? []) {
          const value = `${province.key}/${city.key}/${district.key}/1号`
          expect(check(value, 'a')).toEqual([])
          const written = address.format(value, options, context)
          expect(address.parse(written, options, context), written).toEqual({ ok: true, value })
          districts++
        }
      }
    }
    expect(districts).toBeGreaterThan(2800)
    expect(check('d44/d1101//x', 'a').map(({ code }) => code)).toEqual(['value_division'])
  })

  test('names are read in words, and shown as on an envelope', () => {
    const read = address.parse('广东省/深圳市/南山区/科技园路1号', options, context)
    expect(read).toEqual({ ok: true, value: 'd44/d4403/d440305/科技园路1号' })
    expect(spokenAddress('d44/d4403/d440305/科技园路1号', divisions, 'zh-CN')).toBe('广东省 深圳市 南山区 科技园路1号')
    expect(spokenAddress('d11/d1101/d110101/景山前街4号', divisions, 'zh-CN')).toBe('北京市 东城区 景山前街4号')
    expect(address.parse('广东省/杭州市//x', options, context).ok).toBe(false)
  })
})
