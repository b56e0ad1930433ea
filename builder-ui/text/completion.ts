// Completion in the text of a definition: members that may stand in an object, values of closed sets, and keys of what the definition itself names.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { snippetCompletion } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import { MEMBER_NAMES } from '../../runtime/definition/item-names.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { type Label, type Locale, type Text, textOf } from '../../runtime/label.ts'
import { memberNamesOf, propertyName, propertyValue, textsOf, wayTo } from './json-places.ts'
import { beginningOf, membersOf, type Schema, schemasAt, shapesOf, valuesOf } from './schema-walk.ts'

interface Source {
  readonly definition: () => AppDefinition
  readonly locale: Locale
}

export function completeDefinition({ definition, locale }: Source) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos } = context
    const node = syntaxTree(state).resolveInner(pos, -1)
    // A member whose value is still to be written.
    const open = [node, node.parent].find((each) => each?.name === 'Property' && propertyValue(each) === undefined)
    const named = node.name === 'PropertyName' ? node : undefined
    const holder = named
      ? named.parent?.parent
      : open
        ? undefined
        : node.name === 'Object' || node.name === '⚠'
          ? objectAround(node)
          : undefined
    if (holder?.name === 'Object') {
      const { steps, objects } = wayTo(state, holder)
      const texts = [...objects, holder].map((each) => textsOf(state, each))
      const there = new Set(memberNamesOf(state, holder))
      const members = [...membersOf(schemasAt(steps, texts))].filter(
        ([name]) => !there.has(name) || (named && state.sliceDoc(named.from, named.to).includes(name)),
      )
      const from = named ? named.from : pos
      // A name that is there already keeps its value.
      const whole = named?.nextSibling != null
      const options = members.map(([name, schema]) => member(name, schema, whole, locale))
      return context.explicit || named ? { from, to: named?.to ?? pos, options, validFor: /^"?[\w]*"?$/ } : null
    }
    const value = ['String', 'True', 'False', 'Null', 'Number'].includes(node.name) ? node : undefined
    const place = value ?? (context.explicit ? node : undefined)
    if (!place) return null
    const way = wayTo(state, open ?? place)
    const steps = open ? [...way.steps, propertyName(state, open)] : way.steps
    const texts = way.objects.map((each) => textsOf(state, each))
    const schemas = schemasAt(steps, texts)
    const closed = valuesOf(schemas).map((each): Completion => ({ label: JSON.stringify(each), type: 'constant' }))
    const options = [...closed, ...keysFor(steps, texts, definition(), locale)]
    return options.length === 0 ? null : { from: value?.from ?? pos, to: value?.to ?? pos, options, validFor: /^"?[^"]*"?$/ }
  }
}

function objectAround(node: ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>) {
  return node.name === 'Object' ? node : node.parent?.name === 'Object' ? node.parent : undefined
}

function member(name: string, schema: Schema, whole: boolean, locale: Locale): Completion {
  const help = schema['x-help'] as Text | undefined
  const english = typeof schema.description === 'string' ? schema.description : undefined
  const label = (schema['x-label'] as Text | undefined) ?? (Object.hasOwn(MEMBER_NAMES, name) ? MEMBER_NAMES[name] : undefined)
  const info = help?.[locale] ?? (locale === 'en' ? english : undefined)
  const about = { label: `"${name}"`, type: 'property', ...(label ? { detail: label[locale] } : {}), ...(info ? { info } : {}) }
  if (whole) return { ...about, apply: `"${name}"` }
  return snippetCompletion(`"${name}": ${beginningOf(shapesOf(schema, undefined)).replace('|', '#{}')}`, about)
}

interface Named {
  readonly key: string
  readonly label?: Label
}

/** Keys that a member of that name takes: modules, fields of the module around, dictionaries, pipelines and so on. */
function keysFor(
  steps: readonly (string | number)[],
  texts: readonly ReadonlyMap<string, string>[],
  definition: AppDefinition,
  locale: Locale,
): Completion[] {
  const name = steps.findLast((step) => typeof step === 'string')
  const module = definition.modules.find(({ key }) => key === moduleAround(steps, texts))
  const lists: Readonly<Record<string, readonly Named[] | undefined>> = {
    module: definition.modules,
    dictionary: definition.dictionaries,
    reason: definition.dictionaries,
    pipeline: definition.pipelines,
    report: definition.reports,
    roles: definition.roles,
    field: module?.fields,
    fields: module?.fields,
    title: module?.fields,
    hidden: module?.fields,
    readOnly: module?.fields,
    group: module?.fields,
    sum: module?.fields,
    date: module?.fields,
    until: module?.fields,
  }
  const list = typeof name === 'string' && Object.hasOwn(lists, name) ? (lists[name] ?? []) : []
  return list.map(({ key, label }) => ({ label: JSON.stringify(key), detail: textOf(label, locale, key), type: 'variable' }))
}

/** The module whose fields are spoken of at a place: the one the place is in, or the one that is named around it. */
function moduleAround(steps: readonly (string | number)[], texts: readonly ReadonlyMap<string, string>[]): string | undefined {
  return steps[0] === 'modules' ? texts[1]?.get('key') : texts.findLast((each) => each.has('module'))?.get('module')
}
