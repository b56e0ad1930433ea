// Draws the control and the cell of every field type, in both languages, with every value its examples hold.
import { readdirSync, readFileSync } from 'node:fs'
import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { FieldContext, FieldExample } from '../../../runtime/fields/contract.ts'
import { FIELD_TYPES } from '../../../runtime/fields/index.ts'
import { type FieldServices, FieldServicesProvider } from '../../../runtime/fields/services.tsx'
import type { CellProps, InputProps, ViewField } from '../../../runtime/fields/view-contract.ts'
import { FIELD_VIEWS } from '../../../runtime/fields/views.tsx'
import { LOCALES } from '../../../runtime/label.ts'

const LABEL = { en: 'Thing <b>', 'zh-CN': '事物<b>' }
const ID = 'thing-1'

function draw(node: ReactNode, services?: Partial<FieldServices>): string {
  const all: FieldServices = { searchRecords: async () => [], titleOf: () => undefined, users: async () => [], ...services }
  return renderToString(
    <MantineProvider>
      <FieldServicesProvider services={all}>
        <div id="root">{node}</div>
      </FieldServicesProvider>
    </MantineProvider>,
  ).replace(/^.*<div id="root">/s, '')
}
/** What a person reads. */
function wordsOf(html: string): string {
  return html
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

function viewOf(name: string) {
  const view = FIELD_VIEWS.get(name)
  if (!view) throw new Error(`${name} has no view`)
  return view
}
function fieldOf(example: Pick<FieldExample, 'options'>): ViewField {
  return { key: 'thing', label: LABEL, options: example.options }
}
function contextOf(example: FieldExample, locale: FieldContext['locale']): FieldContext {
  const choices = example.choices ?? (example.options.options as FieldContext['choices'])
  return { locale, timeZone: 'Asia/Shanghai', currency: 'CNY', choices, divisions: example.divisions, leadsTo: example.leadsTo }
}

test('the two lists name the same types in the same order', () => {
  expect([...FIELD_VIEWS.keys()]).toEqual(FIELD_TYPES.map((type) => type.name))
})

describe.each(FIELD_TYPES.map((type) => [type.name, type] as const))('%s', (name, type) => {
  const { Input, Cell } = viewOf(name)

  describe.each(LOCALES)('in %s', (locale) => {
    test.each(type.examples.map((example) => [JSON.stringify(example.options).slice(0, 60), example] as const))(
      '%s',
      (_options, example) => {
        const field = fieldOf(example)
        const context = contextOf(example, locale)
        const control = (more: Partial<InputProps>) =>
          draw(<Input id={ID} field={field} context={context} value={null} onChange={() => {}} {...more} />)

        for (const value of [null, ...example.valid]) {
          const html = control({ value })
          expect(wordsOf(html)).toContain(LABEL[locale])
          expect(html, 'the label is tied to the control').toMatch(new RegExp(`for="${ID}"|aria-labelledby="${ID}-label"`))
          expect(html).not.toContain('<b>')
        }
        for (const value of example.invalid) control({ value })

        const troubled = control({ value: example.valid[0] ?? null, error: 'Wrong & why', description: 'Some help', required: true })
        expect(wordsOf(troubled)).toContain('Wrong & why')
        expect(wordsOf(troubled)).toContain('Some help')
        // What the server fills in itself cannot be missing.
        if (!/ readonly=/i.test(troubled)) expect(wordsOf(troubled)).toContain('*')
        expect(troubled).not.toMatch(/\srequired(=|\s|>)/)

        const bare = control({ bare: true })
        expect(wordsOf(bare).includes(LABEL[locale]) || bare.includes(`aria-label="${LABEL[locale].replace('<b>', '&lt;b&gt;')}"`)).toBe(
          true,
        )
        if (example.valid.length > 0) expect(control({ disabled: true })).toMatch(/ disabled=""/)

        for (const compact of [false, true]) {
          const cell = (value: unknown) => draw(<Cell field={field} context={context} value={value} compact={compact} />)
          expect(wordsOf(cell(null))).toBe('')
          for (const value of example.valid) expect(cell(value).length).toBeGreaterThan(cell(null).length)
          for (const value of example.invalid) expect(cell(value)).not.toMatch(/href="(javascript|data):/i)
        }
      },
    )
  })
})

const ENGLISH: FieldContext = { locale: 'en', timeZone: 'America/New_York', currency: 'CNY' }
const REASONS = [
  {
    key: 'price',
    label: { en: 'Price', 'zh-CN': '价格' },
    color: 'red',
    items: [{ key: 'slow', label: 'Too slow', action: { en: 'Hurry', 'zh-CN': '快些' } }],
  },
  { key: 'old', label: 'Old one', active: false },
]

function cell(
  name: string,
  value: unknown,
  more: Partial<CellProps> & { options?: Record<string, unknown> } = {},
  services?: Partial<FieldServices>,
) {
  const { Cell } = viewOf(name)
  const { options = {}, ...rest } = more
  return draw(<Cell field={{ key: 'thing', label: LABEL, options }} context={ENGLISH} value={value} {...rest} />, services)
}
function input(
  name: string,
  value: unknown,
  more: Partial<InputProps> & { options?: Record<string, unknown> } = {},
  services?: Partial<FieldServices>,
) {
  const { Input } = viewOf(name)
  const { options = {}, ...rest } = more
  return draw(
    <Input id={ID} field={{ key: 'thing', label: LABEL, options }} context={ENGLISH} value={value} onChange={() => {}} {...rest} />,
    services,
  )
}

describe('cells', () => {
  test('numbers stand right in digits of one width', () => {
    for (const name of ['integer', 'decimal', 'money', 'percent']) {
      expect(cell(name, 12)).toMatch(/text-align:right.*tabular-nums/)
    }
  })
  test('money carries the sign of its currency', () => {
    expect(wordsOf(cell('money', 1234.5))).toBe('¥1,234.50')
    expect(wordsOf(cell('money', 1234, { options: { currency: 'KWD' } }))).toBe('KWD\u20091,234.000')
  })
  test('a moment is shown on the clock of the app', () => {
    expect(wordsOf(cell('datetime', '2026-03-01T06:30:00.000Z'))).toBe('2026-03-01 01:30')
    expect(cell('datetime', '2026-03-01T06:30:00.000Z')).toContain('(America/New_York)')
  })
  test('choices are shown by label, also those out of use and those unknown', () => {
    const context = { ...ENGLISH, choices: REASONS }
    expect(wordsOf(cell('select', 'price', { context }))).toBe('Price')
    expect(wordsOf(cell('select', 'old', { context }))).toBe('Old one')
    expect(wordsOf(cell('select', 'gone', { context }))).toBe('gone')
    expect(wordsOf(cell('cascade', 'price/slow', { context }))).toBe('Price / Too slow')
    expect(wordsOf(cell('multi_select', ['price', 'old'], { context, compact: true }))).toBe('Price, Old one')
  })
  test('yes and no are read out', () => {
    expect(cell('boolean', true)).toContain('aria-label="Yes"')
    expect(cell('boolean', false, { context: { ...ENGLISH, locale: 'zh-CN' } })).toContain('aria-label="否"')
  })
  test('links leave the app only for known kinds of address', () => {
    expect(cell('url', 'https://example.com/a')).toContain('href="https://example.com/a" rel="noopener noreferrer" target="_blank"')
    for (const hostile of [
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.cn',
      'file:///etc/passwd',
    ]) {
      expect(cell('url', hostile)).not.toContain('href')
    }
    expect(cell('email', 'a@b.cn?bcc=x@y.z&subject=s')).toContain('href="mailto:a@b.cn%3Fbcc%3Dx@y.z%26subject%3Ds"')
    expect(cell('phone', '(010) 8888-8888 转 801')).toContain('href="tel:01088888888"')
  })
  test('a record is shown by title and opened where the app can', () => {
    const titleOf = (module: string, id: string) => (module === 'account' && id === 'a1' ? 'Acme <i>' : undefined)
    const options = { module: 'account' }
    expect(wordsOf(cell('relation', 'a1', { options }, { titleOf }))).toBe('Acme <i>')
    expect(cell('relation', 'a1', { options }, { titleOf })).not.toContain('<button')
    expect(cell('relation', 'a1', { options }, { titleOf, openRecord: () => {} })).toContain('<button type="button"')
    expect(wordsOf(cell('user', 'u1', {}, { titleOf: (module) => (module === '_user' ? '李伟' : undefined) }))).toBe('李伟')
  })
  test('markup in a value stays text', () => {
    const hostile = '<img src=x onerror=alert(1)>'
    for (const [name, value] of [
      ['text', hostile],
      ['long_text', hostile],
      ['select', hostile],
      ['tags', [hostile]],
      ['url', hostile],
    ] as const) {
      expect(cell(name, value)).not.toContain('<img')
      expect(wordsOf(cell(name, value))).toContain(hostile)
    }
  })
})

describe('controls', () => {
  test('show what is written, not what is stored', () => {
    expect(input('money', 1234.5)).toContain('value="1,234.50"')
    expect(input('money', 1234.5)).toContain('¥')
    expect(input('datetime', '2026-03-01T06:30:00.000Z')).toContain('value="2026-03-01 01:30"')
    expect(input('percent', 12.5)).toContain('value="12.5%"')
  })
  test('keep text that cannot be read, with the reason', () => {
    const html = input('decimal', 'twelve')
    expect(html).toContain('value="twelve"')
    expect(wordsOf(html)).toContain('"twelve" is not a number. Write it like 1,234.5.')
    expect(html).toContain('aria-invalid="true"')
    expect(input('percent', 'x')).toContain('value="x"')
    expect(wordsOf(input('date', '2026-02-30'))).toContain('is not a day of the calendar')
  })
  test('offer a choice out of use only where it is chosen', () => {
    const context = { ...ENGLISH, choices: REASONS }
    const options = { display: 'radio' }
    expect(wordsOf(input('select', 'old', { context, options }))).toContain('Old one')
    expect(wordsOf(input('select', 'price', { context, options }))).not.toContain('Old one')
  })
  test('two linked lists: the second appears once the first has choices below it, with what to do about it', () => {
    const context = { ...ENGLISH, choices: REASONS }
    expect(input('cascade', null, { context })).not.toContain('second level')
    expect(input('cascade', 'price', { context })).toContain('second level')
    const html = input('cascade', 'price/slow', { context })
    expect(html).toContain('value="Too slow"')
    expect(wordsOf(html)).toContain('Hurry')
  })
  test('a number given by the server is not for writing', () => {
    expect(input('autonumber', null)).toMatch(/readonly/i)
    expect(input('autonumber', null, { context: { ...ENGLISH, locale: 'zh-CN' } })).toContain('保存后自动生成')
  })
})

test('no view sets HTML from text', () => {
  const root = new URL('../../../runtime/fields/', import.meta.url)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  expect(files.length).toBeGreaterThan(FIELD_TYPES.length)
  for (const file of files) expect(readFileSync(new URL(file, root), 'utf8'), file).not.toContain('dangerouslySetInnerHTML')
})
