// `stagewright validate`: checks a definition without touching any data.
import { compileDefinition } from '../../runtime/definition/compile.ts'
import type { Command } from './command.ts'
import { readJsonFile } from './json-file.ts'

export const validate: Command = {
  name: 'validate',
  positionals: ['FILE'],
  options: {},
  shown: '',
  summary: 'Checks a definition and prints every problem with its place.',
  async run({ positionals }) {
    const document = await readJsonFile(positionals[0]!)
    if (!document.ok) return document
    const compiled = compileDefinition(document.value)
    if (!compiled.ok) return compiled
    const { key, modules, pipelines, reports } = compiled.value
    return { text: `✓ ${key}: ${modules.size} modules, ${pipelines.size} pipelines, ${reports.size} reports`, json: { valid: true, key } }
  },
}
