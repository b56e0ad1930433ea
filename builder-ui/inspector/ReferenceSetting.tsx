// A setting that leads to another part of the app: a module, a dictionary, related records, or a field at the end of relations. What there is can be chosen.
import { Link } from 'wouter'
import type { Module } from '../../runtime/definition/app.ts'
import type { RecordShape } from '../../runtime/expression/scope.ts'
import type { JsonSchema } from '../../runtime/fields/contract.ts'
import type { Refers } from '../../runtime/fields/option-schemas.ts'
import { type Locale, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition, useDraft } from '../editor/draft-context.tsx'
import { placeName } from '../editor/place.ts'
import { filled, useTell, type Words } from '../words/text.tsx'
import classes from './Inspector.module.css'
import { type Choice, SelectSetting, type SettingProps } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { words } from './words.ts'

/** How many relations a path may follow. */
const LONGEST = 3
const MOST_PATHS = 2000

export function isReference(schema: JsonSchema): boolean {
  return schema['x-refers'] !== undefined
}

interface ReferenceSettingProps extends SettingProps {
  readonly schema: JsonSchema
  readonly value: unknown
  readonly module: Module
  readonly required: boolean
  /** The list that goes when something is chosen, and begins anew when nothing is. */
  readonly instead?: { readonly path: string; readonly start: unknown } | undefined
}

const NOTHING: Readonly<Record<Refers, Words>> = {
  module: words.noModule,
  dictionary: words.noDictionary,
  records: words.noRecords,
  path: words.noPath,
}

export function ReferenceSetting({ schema, value, module, required, instead, ...setting }: ReferenceSettingProps) {
  const tell = useTell()
  const set = useSet()
  const change = useChange()
  const { app } = useApp()
  const { editor } = useDraft()
  const refers = schema['x-refers'] as Refers
  const found = useChoices(refers, module)
  const current = typeof value === 'string' ? value : undefined
  const known = current === undefined || found.some((each) => each.value === current)
  // What it leads to may be gone; it is shown all the same, and the problem beside it.
  const data = known ? found : [...found, { value: current, label: current }]
  const choose = (next: string | undefined) => {
    if (!instead) return set(setting.path, next)
    const name = placeName(editor.state().definition, setting.path, 'en')
    const place = { en: name, 'zh-CN': placeName(editor.state().definition, setting.path, 'zh-CN') }
    return change({
      label: filled(words.set, { place }),
      edits: [
        { kind: 'set', path: setting.path, value: next },
        { kind: 'set', path: instead.path, value: next === undefined ? instead.start : undefined },
      ],
    })
  }
  const empty = data.length === 0 ? { placeholder: tell(NOTHING[refers]) } : {}
  const control = (
    <SelectSetting
      {...setting}
      {...empty}
      value={current}
      data={data}
      clearable={!required}
      disabled={data.length === 0}
      onChoose={choose}
    />
  )
  if (refers !== 'dictionary' || data.length > 0) return control
  return (
    <div>
      {control}
      <Link className={classes.lead} href={designPath(app.key, 'dictionaries')}>
        {tell(words.makeDictionary)}
      </Link>
    </div>
  )
}

function useChoices(refers: Refers, module: Module): readonly Choice[] {
  const locale = useLocale()
  const { app } = useApp()
  const { modules, dictionaries = [] } = useDefinition()
  switch (refers) {
    case 'module':
      return modules.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
    case 'dictionary':
      return dictionaries.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
    case 'records':
      return [...module.shape.members.values()].flatMap((member) =>
        member.kind === 'records'
          ? [{ value: member.name, label: `${textOf(app.modules.get(member.module)?.label, locale, member.module)} (${member.name})` }]
          : [],
      )
    case 'path':
      return pathsFrom(module.shape, locale)
  }
}

/** Every field that relations of a module lead to, the nearest first. */
export function pathsFrom(shape: RecordShape, locale: Locale): Choice[] {
  const found: Choice[] = []
  let level: { readonly path: string; readonly label: string; readonly shape: RecordShape }[] = [{ path: '', label: '', shape }]
  for (let depth = 0; depth <= LONGEST && found.length < MOST_PATHS; depth++) {
    const next: typeof level = []
    for (const { path, label, shape: here } of level) {
      for (const member of here.members.values()) {
        if (member.kind === 'records' || member.name === '_id') continue
        const own = { value: path + member.name, label: label + textOf(member.label, locale, member.name) }
        if (depth > 0) found.push({ ...own, group: label.slice(0, -3) })
        if (member.kind === 'reference' && member.target && depth < LONGEST)
          next.push({ path: `${own.value}.`, label: `${own.label} › `, shape: member.target })
      }
    }
    level = next
  }
  return found.slice(0, MOST_PATHS)
}
