// Where a part of a definition is needed by others: what has to be said before it is deleted, and the edits that delete it with its mere mentions. Works on
// definitions that have problems; what their expressions read is then taken from those that are right.
import { type CheckedExpression, checkExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import { bothOf, type Text } from '../label.ts'
import type { Problem } from '../problem.ts'
import type { App } from './app.ts'
import { checkDefinition } from './check.ts'
import { applyEdits, type Edit, valueAt } from './edit.ts'
import { expressionsIn, type PlacedExpression } from './expressions-in.ts'
import { ofText, placeOf, settingName } from './item-names.ts'
import { linkDefinition } from './link.ts'
import { type Mention, mentionsIn, type Target } from './mentions.ts'
import { type DictionaryFields, dictionaryFields, isNamed, isWithin, targetsAt } from './targets.ts'
import type { AppDefinition } from './types.ts'

export interface Use {
  /** The place that needs the thing. */
  readonly path: string
  readonly sentence: Text
}

export interface Removal {
  /** Take the thing away, and what only names it. */
  readonly edits: readonly Edit[]
  /** What people have to mend: expressions, and settings whose meaning hangs on it. */
  readonly also: readonly Use[]
}

/** Of an expression no more than this is quoted. */
const LONGEST = 120

/** Every place of the definition that needs what stands at `path`, its own parts apart. */
export function usesOf(definition: unknown, path: string): Use[] {
  const { mentions, reads } = needs(definition, path)
  return distinct([...mentions.map((mention) => mentionUse(definition, mention)), ...reads])
}

export function removalEdits(definition: unknown, path: string): Removal {
  const { mentions, reads } = needs(definition, path)
  const bare = mentions.flatMap((mention) => mention.bare ?? [])
  const edits = applicable(definition, [...bare, { kind: 'remove', path }])
  const stay = mentions.filter((mention) => !mention.bare).map((mention) => mentionUse(definition, mention))
  const also = distinct([...stay, ...reads])
  return { edits, also: distinct([...also, ...alsoBroken(definition, edits, also)]) }
}

/** Edits one after the other; those whose place went with an earlier one are left out. */
function applicable(definition: unknown, edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = []
  let now = definition
  for (const edit of edits) {
    if (edit.kind !== 'add' && edit.kind !== 'move' && valueAt(now, edit.path) === undefined) continue
    const next = applyEdits(now, [edit])
    if (!next.ok) continue
    now = next.value
    kept.push(edit)
  }
  return kept
}

interface Needs {
  readonly mentions: readonly Mention[]
  readonly reads: readonly Use[]
}

function needs(definition: unknown, path: string): Needs {
  const targets = targetsAt(definition, path)
  if (targets.length === 0) return { mentions: [], reads: [] }
  const outside = (place: string) => place !== path && !place.startsWith(`${path}/`)
  const mentions = mentionsIn(definition).filter(
    (mention) => outside(mention.path) && targets.some((target) => isNamed(mention.target, target)),
  )
  const shapes = shapesIn(definition)
  const choices = dictionaryFields(definition)
  const reads = expressionsIn(definition)
    .filter((each) => outside(each.path) && targets.some((target) => isRead(each, target, shapes, choices)))
    .map((each) => readUse(definition, each))
  return { mentions, reads }
}

type Shapes = ReadonlyMap<string, RecordShape>

function shapesIn(definition: unknown): Shapes {
  return new Map([...(judged(definition)?.app.modules ?? [])].map(([key, module]) => [key, module.shape]))
}

interface Judged {
  readonly app: App
  readonly problems: readonly Problem[]
}

/** Links and checks what can be; undefined where the shape of the document is too far from a definition's for that. */
function judged(definition: unknown): Judged | undefined {
  try {
    const { app, problems } = linkDefinition(definition as AppDefinition)
    return { app, problems: [...checkDefinition(definition as AppDefinition), ...problems] }
  } catch {
    // Whether a document has the right shape is known only to the validator, which browsers do not have.
    return undefined
  }
}

function isRead(each: PlacedExpression, target: Target, shapes: Shapes, dictionaries: DictionaryFields): boolean {
  const checked = checkedOf(each, shapes)
  if (!checked) return isWritten(each.text, target)
  const { references, choices } = checked
  switch (target.kind) {
    case 'member':
      return references.some(({ module, member }) => module === target.module && member === target.key)
    case 'module':
      return references.some(({ module }) => module === target.key)
    case 'option':
      return choices.some(
        ({ module, member, value }) => module === target.module && member === target.field && isWithin(value, target.value),
      )
    case 'entry':
      return choices.some(
        ({ module, member, value }) => dictionaries.get(target.dictionary)?.has(`${module}.${member}`) && isWithin(value, target.value),
      )
    case 'stage':
      return choices.some(({ module, member, value }) => module === target.module && member === '_stage' && value === target.key)
    default:
      return false
  }
}

function checkedOf({ text, module, related }: PlacedExpression, shapes: Shapes): CheckedExpression | undefined {
  const own = shapes.get(module)
  const member = related === undefined ? undefined : own?.members.get(related)
  const shape = related === undefined ? own : member?.kind === 'records' ? member.target : undefined
  const checked = shape && checkExpression(text, shape, 'any', { before: true })
  return checked?.ok ? checked.value : undefined
}

/** Of an expression that is wrong only the words are known. */
function isWritten(text: string, target: Target): boolean {
  const quoted = [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2] ?? '')
  const words: readonly string[] = text.replaceAll(/"[^"]*"|'[^']*'/g, ' ').match(/[A-Za-z_]\w*/g) ?? []
  if (target.kind === 'member') return words.includes(target.key)
  if (target.kind === 'stage') return quoted.includes(target.key)
  return target.kind === 'option' || target.kind === 'entry' ? quoted.some((value) => isWithin(value, target.value)) : false
}

function distinct(uses: readonly Use[]): Use[] {
  return [...new Map(uses.map((use) => [`${use.path} ${use.sentence.en}`, use])).values()]
}

function mentionUse(definition: unknown, { path, how, target }: Mention): Use {
  const { named } = placeOf(definition, path)
  // A slot or a column is told as its view or layout: it has the name of the thing itself.
  const isSlot = 'key' in target && named.length > 1 && named.at(-1)?.item.field === target.key
  const outer = isSlot ? named.slice(0, -1) : named
  const place = ofText(outer)
  const noun = outer.at(-1)?.noun ?? bothOf('')
  return {
    path,
    sentence: {
      en: `The ${noun.en} ${place.en}: it ${how.en}.`,
      'zh-CN': `${place['zh-CN']}（${noun['zh-CN'].replace('：', '')}）：${how['zh-CN']}。`,
    },
  }
}

function readUse(definition: unknown, { path, text }: PlacedExpression): Use {
  const place = placeOf(definition, path)
  const setting = settingName(place, place.settings.at(-1) ?? 'when')
  const owner = ofText(place.named)
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
  return {
    path,
    sentence: {
      en: `${setting.en} of ${owner.en} reads it: ${shown}`,
      'zh-CN': `${owner['zh-CN']}的${setting['zh-CN']}引用了它：${shown}`,
    },
  }
}

/** What would be wrong afterwards that is right now and not told yet: what hangs on it over computed fields, for one. */
function alsoBroken(definition: unknown, edits: readonly Edit[], told: readonly Use[]): Use[] {
  const after = applyEdits(definition, edits)
  if (!after.ok) return []
  const idOf = ({ path, code, start }: Problem) => `${path} ${code} ${start ?? ''}`
  const before = new Set(judged(definition)?.problems.map(idOf))
  const covered = (path: string) => told.some((use) => path === use.path || path.startsWith(`${use.path}/`))
  return (judged(after.value)?.problems ?? [])
    .filter((problem) => !before.has(idOf(problem)) && !covered(problem.path))
    .map(({ path, message }) => ({ path, sentence: message }))
}
