#!/usr/bin/env node
// The entry of the command `stagewright`. Plain JavaScript, so that an old Node reads it and says what is missing instead of failing on the first type.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `Stagewright needs Node.js 22.13 or newer; this is ${process.versions.node}. Start it with "npm start" or "npx stagewright", which bring their own.`,
  )
  console.error(
    `Stagewright 需要 Node.js 22.13 或更高版本，当前为 ${process.versions.node}。请使用 “npm start” 或 “npx stagewright”（自带合适的版本）。`,
  )
  process.exit(1)
}
const { existsSync } = await import('node:fs')
const source = new URL('./main.ts', import.meta.url)
// The source tree runs as it is; a package installed from the registry carries the built form, because types are not stripped inside node_modules.
const entry = existsSync(source) ? source : new URL('../../dist/server/server/cli/main.js', import.meta.url)
const { main } = await import(entry.href)
process.exitCode = await main(process.argv.slice(2))
