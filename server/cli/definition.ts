// Commands about definitions: see what publishing would do, publish, export.
import { writeFile } from 'node:fs/promises'
import { canonicalText } from '../../runtime/definition/canonical.ts'
import { systemPrincipal } from '../access/principal.ts'
import { type PublishPlan, planPublish, publish } from '../definitions/publish.ts'
import type { Command } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { appOf, withStore } from './store.ts'

const principal = systemPrincipal('cli')

export const plan: Command = {
  name: 'plan',
  positionals: ['FILE'],
  options: {},
  shown: '',
  summary: 'Says what publishing a definition would do to tables and data.',
  async run({ options, positionals }) {
    const document = await readJsonFile(positionals[0]!)
    if (!document.ok) return document
    return withStore(options, async (store) => {
      const host = await appOf(store, options)
      if (!host.ok) return host
      const planned = await planPublish(host.value, document.value, principal)
      return planned.ok ? { text: planText(planned.value.plan), json: planned.value.plan } : planned
    })
  },
}

function planText(plan: PublishPlan): string {
  const lines = plan.lines.map((line) => `• ${line.text.en}\n  ${line.text['zh-CN']}`)
  const decisions = plan.decisions.map((decision) => {
    const values = decision.options?.map((option) => JSON.stringify(option.value)).join(' | ') ?? 'a value'
    return `? ${decision.key}${decision.required ? '' : ' (optional)'}\n  ${decision.question.en}\n  ${decision.question['zh-CN']}\n  ${values}`
  })
  const blocked = plan.problems.map((each) => `✗ ${each.message.en}\n  ${each.message['zh-CN']}`)
  const rest = plan.changes.length - plan.lines.length
  const quiet =
    lines.length === 0
      ? [plan.changes.length === 0 ? 'No change.' : `${plan.changes.length} changes, none of which touches tables or data.`]
      : rest > 0
        ? [`(${plan.changes.length} changes to the definition in all)`]
        : []
  return [...lines, ...quiet, ...decisions, ...blocked].join('\n')
}

export const apply: Command = {
  name: 'apply',
  positionals: ['FILE'],
  options: { decisions: { type: 'string' }, note: { type: 'string' } },
  shown: '[--decisions FILE] [--note TEXT]',
  summary: 'Publishes a definition into the app, in one transaction.',
  async run({ options, positionals }) {
    const document = await readJsonFile(positionals[0]!)
    if (!document.ok) return document
    const decisions = typeof options.decisions === 'string' ? await readJsonFile(options.decisions) : { ok: true as const, value: {} }
    if (!decisions.ok) return decisions
    return withStore(options, async (store) => {
      const host = await appOf(store, options)
      if (!host.ok) return host
      const note = typeof options.note === 'string' ? { note: options.note } : {}
      const published = await publish(host.value, document.value, principal, {
        decisions: decisions.value as Record<string, unknown>,
        ...note,
      })
      if (!published.ok) return published
      const { number, plan: done } = published.value
      return {
        text: `✓ ${host.value.key}: version ${number}\n${planText({ ...done, decisions: [] })}`,
        json: { key: host.value.key, version: number },
      }
    })
  },
}

export const exportApp: Command = {
  name: 'export',
  positionals: [],
  options: { out: { type: 'string' } },
  shown: '[--out FILE]',
  summary: 'Writes the published definition in canonical form.',
  async run({ options }) {
    return withStore(options, async (store) => {
      const host = await appOf(store, options)
      if (!host.ok) return host
      const { app } = await host.value.current()
      const text = canonicalText(app.definition)
      if (typeof options.out === 'string') {
        await writeFile(options.out, text)
        return { text: `✓ ${options.out}`, json: { file: options.out } }
      }
      return { text: text.trimEnd(), json: app.definition }
    })
  },
}
