// What is offered at a cursor: the text with | where the cursor stands, and the names that come first.
import { describe, expect, it } from 'vitest'
import { FUNCTIONS, signatureOf } from '../../../../runtime/expression/functions.ts'
import { type CompletionPlace, callAt, completionsAt } from '../../../../runtime/ui/rules/complete.ts'
import { deal } from '../../expression/shapes.ts'

const PLACE: CompletionPlace = { shape: deal, before: false, sql: false, locale: 'en' }

function at(marked: string, place: Partial<CompletionPlace> = {}, asked = false) {
  const cursor = marked.indexOf('|')
  return completionsAt(marked.replace('|', ''), cursor, { ...PLACE, ...place }, asked)
}
const names = (marked: string, place: Partial<CompletionPlace> = {}, asked = false) =>
  at(marked, place, asked).items.map(({ name }) => name)
/** The text after the first offer is taken, with the cursor. */
function taken(marked: string, place: Partial<CompletionPlace> = {}): string {
  const text = marked.replace('|', '')
  const { from, to, items } = at(marked, place)
  const { insert, caret } = items[0]!
  return `${text.slice(0, from) + insert.slice(0, caret)}|${insert.slice(caret)}${text.slice(to)}`
}

describe('names', () => {
  it.each<[string, string[]]>([
    ['amo|', ['amount']],
    ['amount > 1 && un|', ['units']],
    ['amount > 1 && (un|)', ['units']],
    ['account.ind|', ['industry']],
    ['account.owner_team.reg|', ['region']],
    ['account.owner_team.region.ta|', ['tax']],
    ['!acti|', ['active']],
    ['meetings.|', ['exists']],
    ['name.|', ['contains', 'startsWith', 'endsWith']],
    ['name.st|', ['startsWith']],
    ['amount.|', []],
    ['_owner.|', []],
    ['amount i|', ['in']],
    ['amount |', []],
    ['12|', []],
    ['// amo|', []],
    ['"amo|', []],
  ])('%s', (marked, wanted) => expect(names(marked).slice(0, Math.max(wanted.length, 1))).toEqual(wanted))

  it('are found by what people call them, in the language of the reader', () => {
    expect(taken('金额|', { locale: 'zh-CN' })).toBe('amount|')
    expect(taken('客户|', { locale: 'zh-CN' })).toBe('account|')
    expect(at('金|', { locale: 'zh-CN' }).items[0]).toMatchObject({ name: 'amount', detail: '金额', help: '数字' })
    expect(taken('account.行业|', { locale: 'zh-CN' })).toBe('account.industry|')
    expect(names('closed|')).not.toContain('close_date')
    expect(names('close d|')).toEqual([])
  })

  it('know the related record inside its condition, and nowhere else', () => {
    expect(names('meetings.exists(m, m.ro|')[0]).toBe('role')
    expect(names('count(meetings, m, m.mi|')[0]).toBe('minutes')
    expect(names('sum(meetings, one, one.co|)')[0]).toBe('cost')
    expect(names('size(meetings.filter(m, m.|))')).toContain('minutes')
    expect(names('account.deals.exists(d, d.meetings.exists(m, m.account.ind|')[0]).toBe('industry')
    expect(names('account.deals.exists(d, d.am|ount > 1')[0]).toBe('amount')
    expect(names('meetings.exists(m, m.minutes > 1) && m.|')).toEqual([])
    expect(names('meetings.exists(mee|')).not.toContain('minutes')
    expect(at('meetings.exists(one, on|').items[0]).toMatchObject({ name: 'one', detail: 'meeting' })
  })

  it('know the record before a change where there is one', () => {
    expect(names('bef|', { before: true })[0]).toBe('before')
    expect(names('before.am|', { before: true })[0]).toBe('amount')
    expect(names('bef|')).not.toContain('before')
    expect(names('before.|')).toEqual([])
  })
})

describe('values', () => {
  it('are the choices of what is compared', () => {
    expect(names('_stage == |')).toEqual(['need', 'quote', 'won'])
    expect(names('_stage != q|')[0]).toBe('quote')
    expect(names('_stage in ["need", |')).toEqual(['need', 'quote', 'won'])
    expect(names('account.industry in [|]')).toEqual(['it', 'retail', 'bank'])
    expect(names('has_any(tags, [|])')).toEqual(['a', 'b', 'c'])
    expect(names('has_all(tags, ["a", "|"])')).toEqual(['a', 'b', 'c'])
    expect(names('meetings.exists(m, m.account.industry == |')).toEqual(['it', 'retail', 'bank'])
    expect(names('[|')).toEqual([])
  })

  it('replace the text that is begun, with its quotation marks', () => {
    expect(taken('_stage == "q|')).toBe('_stage == "quote"|')
    expect(taken('_stage == "q|" && active')).toBe('_stage == "quote"| && active')
    expect(taken('_stage == "q| && active')).toBe('_stage == "quote"| && active')
    expect(taken('_stage == 报|', { locale: 'zh-CN' })).toBe('_stage == "quote"|')
    expect(taken('_stage == "报|"', { locale: 'zh-CN' })).toBe('_stage == "quote"|')
  })

  it('of people, dates and yes/no fields come first when asked for', () => {
    expect(names('_owner == |', {}, true).slice(0, 2)).toEqual(['me', 'null'])
    expect(names('_owner in |', {}, true)[0]).toBe('my_team')
    expect(names('close_date < |', {}, true).slice(0, 3)).toEqual(['today', 'start_of', 'date'])
    expect(names('signed_at < |', {}, true).slice(0, 2)).toEqual(['now', 'timestamp'])
    expect(names('active == |', {}, true).slice(0, 2)).toEqual(['true', 'false'])
    expect(names('|', {}, true)).toContain('amount')
    expect(names('|')).toEqual([])
  })
})

describe('functions', () => {
  it('are written with their brackets, the cursor between them', () => {
    expect(taken('rou|')).toBe('round(|)')
    expect(taken('close_date < tod|')).toBe('close_date < today()|')
    expect(taken('meetings.ex|')).toBe('meetings.exists(m, |)')
    expect(taken('account.deals.exists(d, d.meetings.|')).toBe('account.deals.exists(d, d.meetings.exists(m, |)')
    expect(taken('am|nt')).toBe('amount|')
  })

  it('say how they are called, in both languages', () => {
    expect(at('rou|').items[0]).toMatchObject({ detail: 'round(number) → number', help: 'Nearest whole number, halves away from zero' })
    expect(at('rou|', { locale: 'zh-CN' }).items[0]).toMatchObject({ detail: 'round(数字) → 数字', help: '四舍五入到整数' })
    expect(at('name.con|').items[0]!.detail).toBe('text.contains(text) → yes/no value')
    expect(at('name.con|', { locale: 'zh-CN' }).items[0]!.detail).toBe('文本.contains(文本) → 是/否值')
  })

  it('are told while their arguments are written', () => {
    expect(callAt('round(amo', 9)?.name).toBe('round')
    expect(callAt('meetings.exists(m, m.minutes > abs(', 35)?.name).toBe('abs')
    expect(callAt('has_any(tags, ["a"', 18)?.name).toBe('has_any')
    expect(callAt('round(amount)', 13)).toBeUndefined()
    expect(callAt('(amount', 7)).toBeUndefined()
  })

  it('that the database does not know are not offered to it', () => {
    expect(names('matc|')[0]).toBe('matches')
    expect(names('matc|', { sql: true })).not.toContain('matches')
  })

  it.each([...FUNCTIONS.values()])('$name has a signature, help and an example in both languages', (spec) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      expect(signatureOf(spec, locale)).toMatch(new RegExp(`${spec.name}\\(.*\\) → .`))
      expect(spec.help[locale].length).toBeGreaterThan(1)
    }
    expect(spec.help['zh-CN']).toMatch(/\p{Script=Han}/u)
    expect(spec.help.en).not.toMatch(/\p{Script=Han}/u)
    expect(signatureOf(spec, 'en')).not.toMatch(/\p{Script=Han}/u)
    expect(spec.usage).toContain(`${spec.name}(`)
  })
})

it('never fails, wherever the cursor stands in a text or what is left of it', () => {
  const text =
    'meetings.exists(m, m.role in ["a", \'b\'] && has_any(tags, ["x"])) ? account.industry == "it" : (amount + 1.5) > days(today() - close_date) // end'
  for (let end = 0; end <= text.length; end += 1) {
    for (const asked of [false, true]) {
      const { from, to, items } = completionsAt(text.slice(0, end), end, PLACE, asked)
      expect(from <= end && to >= from && items.length <= 60).toBe(true)
      completionsAt(text, end, PLACE, asked)
      callAt(text, end)
    }
  }
})
