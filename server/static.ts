// Serves the built pages: hashed assets for ever, the page itself never cached, everything under a strict policy.
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.png': 'image/png',
}
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Security headers of every page. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

/** A preview is shown inside the builder, a page of the same origin. */
const FRAMED_HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  'content-security-policy': POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
  'x-frame-options': 'SAMEORIGIN',
}
const PREVIEW_PAGE = /^\/apps\/_preview_[0-9a-f]{16}(\/|$)/
const BUILDER_PAGE = /^\/design(\/|$)/

/** Those of the files a page loads: what a page may do is said by the page, and a hundred files would say it a hundred times. */
const ASSET_HEADERS = { 'x-content-type-options': 'nosniff' }

interface StaticFile {
  readonly body: Uint8Array
  /** The body in each encoding a browser may accept, best first; empty for what is compressed already. */
  readonly encoded: readonly (readonly [encoding: string, body: Uint8Array])[]
  readonly type: string
}

/**
 * Serves the pages of `folder` (the built `dist/web`) with the security headers. A path that is no file is a page, the builder's or the app's, which routes
 * on its own.
 */
export function pagesOf(folder: string): RequestListener {
  const cache = new Map<string, StaticFile>()
  async function load(path: string): Promise<StaticFile | undefined> {
    const known = cache.get(path)
    if (known) return known
    const file = normalize(join(folder, path))
    if (!file.startsWith(folder + sep)) return undefined
    const body = await readFile(file).catch(() => undefined)
    if (!body) return undefined
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    const compressible = /text|json|svg/.test(type)
    // The build has taken more time over it than anybody who waits for an answer would.
    const built = compressible ? await readFile(`${file}.br`).catch(() => undefined) : undefined
    const loaded: StaticFile = { body, encoded: compressible ? compress(body, built) : [], type }
    cache.set(path, loaded)
    return loaded
  }
  return async ({ method, url = '/', headers }, outgoing) => {
    const path = method === 'GET' || method === 'HEAD' ? decodePath(url.split(/[?#]/, 1)[0]!) : undefined
    const asset = path?.startsWith('/assets/') ?? false
    const page = BUILDER_PAGE.test(path ?? '') ? '/builder-ui/index.html' : '/runtime/index.html'
    const file = path === undefined ? undefined : await load(asset ? path : page)
    if (!file) {
      outgoing.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('not found')
      return
    }
    const accepted = headers['accept-encoding']?.split(',').map((each) => each.split(';')[0]!.trim()) ?? []
    const [encoding, body] = file.encoded.find(([name]) => accepted.includes(name)) ?? []
    const bytes = body ?? file.body
    outgoing.writeHead(200, {
      ...(asset ? ASSET_HEADERS : PREVIEW_PAGE.test(path ?? '') ? FRAMED_HEADERS : SECURITY_HEADERS),
      'content-type': file.type,
      'content-length': bytes.length,
      'cache-control': asset ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    })
    outgoing.end(bytes)
  }
}

/** Compressed once and kept, so the better part of the effort is worth it. */
function compress(body: Uint8Array, built: Uint8Array | undefined): StaticFile['encoded'] {
  const brotli = built ?? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  return [
    ['br', brotli],
    ['gzip', gzipSync(body)],
  ]
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
