// What marked text becomes, and what it never becomes: hostile texts give text, not markup, and links lead only to web and mail addresses.
import { MantineProvider } from '@mantine/core'
import fc from 'fast-check'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { MarkedBlocks } from '../../../runtime/fields/marked-blocks.tsx'
import { plainMarked, readMarked, safeHref } from '../../../runtime/fields/marked-text.ts'

const TAGS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext><style><img src onerror=alert(1)>',
  '"><body onload=alert(1)>',
  '<!--><script>alert(1)//-->',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '{{constructor.constructor("alert(1)")()}}',
  '<details open ontoggle=alert(1)>',
  '<form><button formaction=javascript:alert(1)>x',
]
const WRAPS = [(text: string) => text, (text: string) => `# ${text}`, (text: string) => `- ${text}`, (text: string) => `> ${text}`]
  .concat((text) => `**${text}**`)
  .concat((text) => `*${text}*`)
  .concat((text) => `\`${text}\``)
  .concat((text) => `[${text}](https://example.com)`)
  .concat((text) => `[x](${text})`)
const TARGETS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  '//evil.example',
  '/apps/x',
  '\\\\evil',
  'https:evil',
  'https://user:pw@evil.example',
  'https://a"onmouseover="alert(1)',
  'https://a`b',
  'blob:https://a/b',
]

const draw = (text: string) =>
  renderToString(createElement(MantineProvider, null, createElement('div', { id: 'root' }, createElement(MarkedBlocks, { text })))).replace(
    /^.*<div id="root">/s,
    '',
  )
/** Every element of the drawn text is one the reader knows. */
const KNOWN = /^<\/?(div|h4|h5|p|span|br|strong|em|code|a|ul|ol|li|blockquote)(\s[^<>]*)?\/?>$/

function expectHarmless(html: string): void {
  for (const tag of html.match(/<[^>]*>/g) ?? []) {
    if (tag === '<!-- -->') continue
    expect(tag).toMatch(KNOWN)
    expect(tag).not.toMatch(/\son[a-z]+=/i)
    const href = /href="([^"]*)"/.exec(tag)
    if (href) expect(href[1]).toMatch(/^(https?:\/\/|mailto:)/)
  }
}

test('hostile texts stay text in every place a mark opens', () => {
  for (const payload of [...TAGS, ...TARGETS.map((target) => `[x](${target})`)]) {
    for (const wrap of WRAPS) expectHarmless(draw(wrap(payload)))
  }
  expect(draw(TAGS[0]!)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('links lead to web and mail addresses or nowhere', () => {
  for (const target of TARGETS) {
    expect(safeHref(target), target).toBeUndefined()
    expect(draw(`[x](${target})`)).not.toContain('href')
  }
  expect(safeHref('https://example.com/a?b=c#d')).toBe('https://example.com/a?b=c#d')
  expect(safeHref('mailto:a@b.cn')).toBe('mailto:a@b.cn')
})

test('any text is drawn harmless', () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '`',
    '[',
    '](',
    ')',
    'javascript:',
    'https://a.cn',
    '<img onerror=x>',
    '\n',
    '# ',
    '- ',
    '> ',
    'a',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => expectHarmless(draw(pieces.join('')))),
    { numRuns: 400 },
  )
})

test('marks become what they say', () => {
  expect(readMarked('# Need\n\n- **big** deal\n- *soon*\n\n1. one\n\n> said\n\n[site](https://a.cn/) and `code`')).toEqual([
    { kind: 'heading', level: 2, pieces: [{ kind: 'text', text: 'Need' }] },
    {
      kind: 'list',
      ordered: false,
      items: [
        [
          { kind: 'strong', pieces: [{ kind: 'text', text: 'big' }] },
          { kind: 'text', text: ' deal' },
        ],
        [{ kind: 'em', pieces: [{ kind: 'text', text: 'soon' }] }],
      ],
    },
    { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'one' }]] },
    { kind: 'quote', lines: [[{ kind: 'text', text: 'said' }]] },
    {
      kind: 'paragraph',
      lines: [
        [
          { kind: 'link', href: 'https://a.cn/', pieces: [{ kind: 'text', text: 'site' }] },
          { kind: 'text', text: ' and ' },
          { kind: 'code', text: 'code' },
        ],
      ],
    },
  ])
  expect(plainMarked('# A\n- **b** [c](https://d.cn)')).toBe('A b c')
})

test('a long text of open marks is read in linear time', () => {
  for (const mark of ['*', '**', '[', '`', '[a](', '*a ']) expect(() => readMarked(mark.repeat(20_000))).not.toThrow()
})
