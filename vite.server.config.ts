// Builds the server into dist/server: our modules and the small libraries as few files, so that it starts quickly and stays small. Nothing is minified.
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: ['find-my-way', 'kysely', '@marcbachmann/cel-js', 're2js', 'papaparse'] },
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node22',
    minify: false,
    rolldownOptions: {
      input: { main: 'server/cli/main.ts', 'sqlite-reader-thread': 'server/database/sqlite-reader-thread.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
