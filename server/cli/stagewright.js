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
const { existsSync, readdirSync, statSync } = await import('node:fs')
const root = new URL('../../', import.meta.url)
const source = new URL('server/cli/main.ts', root)
const built = new URL('dist/server/main.js', root)

/** Whether a TypeScript file of the source is younger than the built form. */
function isStale() {
  if (!existsSync(built)) return true
  const made = statSync(built).mtimeMs
  return ['server', 'runtime'].some((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true }).some(
      (file) => file.name.endsWith('.ts') && statSync(`${file.parentPath}/${file.name}`).mtimeMs > made,
    ),
  )
}

// A package from the registry carries only the built form, which starts in half the time and a third less memory. A source tree runs as it is until its
// built form is there and up to date; `--build` sees to that.
const args = process.argv.slice(2)
let entry = built
if (existsSync(source) && isStale()) {
  if (args.includes('--build')) {
    const { build } = await import('vite')
    const { fileURLToPath } = await import('node:url')
    await build({ root: fileURLToPath(root), configFile: fileURLToPath(new URL('vite.server.config.ts', root)), logLevel: 'warn' })
  } else entry = source
}
const { main } = await import(entry.href)
process.exitCode = await main(args)
