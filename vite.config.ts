// Builds the pages into dist/web: each page under the path of its source, everything else hashed under /assets. The server finds both there.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  appType: 'mpa',
  plugins: [react()],
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
      input: { runtime: 'runtime/index.html' },
      // Without this every icon is a file of its own.
      output: { codeSplitting: { groups: [{ name: 'icons', test: /lucide-react/ }] } },
    },
  },
})
