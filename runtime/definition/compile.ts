// From text or JSON to a running App: upgrade -> validate -> check -> link, with all problems at once. Uses ajv, so it is reached by server and tests only.
import { fail, ok, type Problem, type Result } from '../problem.ts'
import type { App } from './app.ts'
import { canonical } from './canonical.ts'
import { checkDefinition } from './check.ts'
import { linkDefinition } from './link.ts'
import { readJson } from './read-json.ts'
import type { AppDefinition } from './types.ts'
import { upgradeDefinition } from './upgrade.ts'
import { isDefinition, validateDefinition } from './validate.ts'

/** Compiles a parsed document. Errors refuse it; the App carries the canonical definition. */
export function compileDefinition(document: unknown): Result<App> {
  const upgraded = upgradeDefinition(document)
  if (!upgraded.ok) return upgraded
  const shape = validateDefinition(upgraded.value)
  // Unknown keys do not hinder the rules across parts, so everything can be said at once; other breaches of shape would only raise follow-up problems.
  const usable = shape.every((each) => each.code === 'unknown_key') ? withoutUnknownKeys(upgraded.value) : undefined
  if (!usable) return fail(...shape)
  const definition = canonical(usable) as AppDefinition
  const { app, problems } = linkDefinition(definition)
  const all: Problem[] = [...shape, ...checkDefinition(definition), ...problems]
  return all.some((each) => each.severity !== 'warning') ? fail(...all) : ok(app)
}

/** Links a definition that was compiled before it was stored: upgraded where an older product wrote it, not validated again. */
export function linkStored(text: string): Result<App> {
  const upgraded = upgradeDefinition(JSON.parse(text))
  if (!upgraded.ok) return upgraded
  const { app, problems } = linkDefinition(upgraded.value as AppDefinition)
  return problems.length > 0 ? fail(...problems) : ok(app)
}

/** Compiles JSON text. */
export function compileText(text: string): Result<App> {
  const document = readJson(text)
  return document.ok ? compileDefinition(document.value) : document
}

/** The document without the keys its schemas do not know; undefined where more is wrong than that. */
function withoutUnknownKeys(document: unknown): unknown {
  if (isDefinition(document)) return document
  const copy = structuredClone(document)
  for (const { path, code } of validateDefinition(copy)) {
    if (code !== 'unknown_key') return undefined
    removeAt(copy, path.split('/').slice(1))
  }
  return isDefinition(copy) ? copy : undefined
}

function removeAt(document: unknown, steps: readonly string[]): void {
  let node = document as any
  for (const step of steps.slice(0, -1)) {
    node = Array.isArray(node)
      ? (node.find((item) => [item?.key, item?.field, item?.module].includes(step)) ?? node[Number(step)])
      : node?.[step]
  }
  if (node && typeof node === 'object') delete node[steps.at(-1)!]
}
