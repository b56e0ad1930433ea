// Builds the server into dist/server: our modules and the small libraries as few files, so that it starts quickly and stays small. Names stay as they are,
// so that what a log says of an error can be found.
import { defineConfig, type Plugin } from 'vite'

/**
 * What is beyond ASCII is written as escapes. The engine keeps the source of every file as long as the process lives, and one Chinese text in it doubles
 * what that takes.
 */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      chunk.code = chunk.code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    }
  },
}

export default defineConfig({
  publicDir: false,
  plugins: [asciiOnly],
  ssr: { noExternal: ['find-my-way', 'kysely', '@marcbachmann/cel-js', 're2js', 'papaparse'] },
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node22',
    minify: false,
    rolldownOptions: {
      input: {
        main: 'server/cli/main.ts',
        'sqlite-reader-thread': 'server/database/sqlite-reader-thread.ts',
        'library-process': 'server/access/library-process.ts',
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})
