// Builds the pages into dist/web: each page under the path of its source, everything else hashed under /assets. The server finds both there.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Scripts and styles once more, compressed as far as they go: the server has no time for that. */
function compressed(): Plugin {
  const compress = promisify(brotliCompress)
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const names = (await readdir(dir, { recursive: true })).filter((name) => /\.(js|css)$/.test(name))
      await Promise.all(
        names.map(async (name) => {
          const text = await readFile(join(dir, name))
          const packed = await compress(text, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
          })
          await writeFile(join(dir, `${name}.br`), packed)
        }),
      )
    },
  }
}

export default defineConfig({
  appType: 'mpa',
  plugins: [react(), compressed()],
  resolve: {
    alias: [
      { find: /^re2js$/, replacement: fileURLToPath(new URL('runtime/ui/data/browser-pattern.ts', import.meta.url)) },
      { find: 're2js/library', replacement: fileURLToPath(new URL('node_modules/re2js/build/index.js', import.meta.url)) },
    ],
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: {
    outDir: 'dist/web',
    target: 'es2023',
    chunkSizeWarningLimit: 800,
    // The policy of the pages allows data: for images and fonts only; scripts and styles are always files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { runtime: 'runtime/index.html', builder: 'builder-ui/index.html' },
      // Without this every icon is a file of its own.
      output: { codeSplitting: { groups: [{ name: 'icons', test: /lucide-react/ }] } },
    },
  },
})
