// The API description as one quiet HTML page without scripts. Everything that comes from a definition is escaped.
import type { Locale } from '../../runtime/label.ts'
import type { ApiDocument } from './openapi.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: unknown): string {
  return String(text).replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!)
}

const WORDS = {
  en: {
    operations: 'Operations',
    records: 'Records',
    name: 'Name',
    type: 'Type',
    note: 'Meaning',
    raw: 'As OpenAPI 3.1',
    readOnly: 'read only',
  },
  'zh-CN': { operations: '接口', records: '记录', name: '名称', type: '类型', note: '含义', raw: 'OpenAPI 3.1 文件', readOnly: '只读' },
} as const

export function docsPage(document: ApiDocument, locale: Locale): string {
  const words = WORDS[locale]
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const parameters = ((operation.parameters ?? []) as { name: string; in: string }[])
        .filter((each) => each.in === 'query')
        .map((each) => each.name)
      const query = parameters.length > 0 ? `<br><small>?${parameters.map(escapeHtml).join(' &amp; ')}</small>` : ''
      return `<tr><td><code>${escapeHtml(method.toUpperCase())}</code></td><td><code>${escapeHtml(path)}</code>${query}</td><td>${escapeHtml(operation.summary)}</td></tr>`
    }),
  )
  const schemas = Object.entries(document.components.schemas)
    .filter(([name]) => name !== 'Problems')
    .map(([name, schema]) => {
      const rows = Object.entries(schema.properties as Record<string, Record<string, unknown>>).map(([key, property]) => {
        const type = [property.type].flat().join(' | ') + (property.format ? ` (${String(property.format)})` : '')
        const values = Array.isArray(property.enum)
          ? `<br><small>${property.enum.map((value) => escapeHtml(JSON.stringify(value))).join(' ')}</small>`
          : ''
        const readOnly = property.readOnly ? ` · ${words.readOnly}` : ''
        return `<tr><td><code>${escapeHtml(key)}</code></td><td>${escapeHtml(type)}${values}</td><td>${escapeHtml(property.title ?? '')}${readOnly}</td></tr>`
      })
      return `<h3 id="${escapeHtml(name)}">${escapeHtml(schema.title)} <code>${escapeHtml(name)}</code></h3>${table([words.name, words.type, words.note], rows)}`
    })
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${escapeHtml(document.info.title)} API</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(document.info.title)} API</h1><p>${escapeHtml(document.info.version)} · <a href="openapi.json">${words.raw}</a></p>
<h2>${words.operations}</h2>${table(['', '', ''], operations)}
<h2>${words.records}</h2>${schemas.join('\n')}</main></body></html>`
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.some((each) => each !== '')
    ? `<thead><tr>${heads.map((each) => `<th scope="col">${each}</th>`).join('')}</tr></thead>`
    : ''
  return `<div class="wide"><table>${head}<tbody>${rows.join('')}</tbody></table></div>`
}

const STYLE = `:root{color-scheme:light dark}body{font:14px/1.6 Inter,"Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;margin:0;background:Canvas;color:CanvasText}
main{max-width:1080px;margin:0 auto;padding:24px 16px}h1{font-size:24px}h2{font-size:20px;margin-top:32px}h3{font-size:16px;margin-top:24px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid color-mix(in srgb,CanvasText 15%,transparent)}
.wide{overflow-x:auto}code{font-size:13px}small{opacity:.75}`
