// The sentences of items: what is added, removed, renamed, moved or set, in both languages.
import { fieldTypes } from '../fields/index.ts'
import type { Text } from '../label.ts'
import {
  fieldName,
  GROUP_NAMES,
  isNode,
  labelOf,
  moduleName,
  type Named,
  type Node,
  ofText,
  type Place,
  placeOf,
  settingName,
  typeName,
} from './item-names.ts'
import type { Sides } from './items.ts'

const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh })
const NONE = text('none', '无')
const LONGEST = 80

/** The noun and name of the last thing: `the field Amount`, `字段“金额”`. */
function thing({ noun, name }: Named): Text {
  return text(`the ${noun.en} ${name.en}`, `${noun['zh-CN']}“${name['zh-CN']}”`)
}

/** What it stands in; undefined at the top. */
function around(place: Place): Text | undefined {
  const outer = place.named.slice(0, -1)
  return outer.length > 0 ? ofText(outer) : undefined
}

export function addSentence(place: Place, item: unknown, sides: Sides): Text {
  const last = place.named.at(-1)
  if (!last || place.settings.length > 0) return valueSentence(place, undefined, item, sides)
  const [what, within, type] = [thing(last), around(place), typeOf(last)]
  const kind = type ? text(` (${type.en})`, `（${type['zh-CN']}）`) : text('', '')
  return within
    ? text(`Adds ${what.en}${kind.en} to ${within.en}.`, `在${within['zh-CN']}中新增${what['zh-CN']}${kind['zh-CN']}。`)
    : text(`Adds ${what.en}${kind.en}.`, `新增${what['zh-CN']}${kind['zh-CN']}。`)
}

export function removeSentence(place: Place, item: unknown, sides: Sides): Text {
  const last = place.named.at(-1)
  if (!last || place.settings.length > 0) return valueSentence(place, item, undefined, sides)
  const [what, within] = [thing(last), around(place)]
  return within
    ? text(`Removes ${what.en} from ${within.en}.`, `从${within['zh-CN']}中删除${what['zh-CN']}。`)
    : text(`Removes ${what.en}.`, `删除${what['zh-CN']}。`)
}

export function moveSentence(place: Place, next: Text | undefined): Text {
  const last = place.named.at(-1)
  const [what, within] = [last ? thing(last) : text('it', '该项'), around(place)]
  const [en, zh] = within ? [` of ${within.en}`, `${within['zh-CN']}的`] : ['', '']
  return next
    ? text(`Moves ${what.en}${en} before ${next.en}.`, `将${zh}${what['zh-CN']}移到“${next['zh-CN']}”之前。`)
    : text(`Moves ${what.en}${en} to the end.`, `将${zh}${what['zh-CN']}移到最后。`)
}

export function changeSentence(place: Place, before: unknown, after: unknown, sides: Sides): Text {
  const last = place.named.at(-1)
  const setting = place.settings.at(-1)
  if (setting === 'label' && place.settings.length === 1) return renameSentence(place, before, after)
  if (last && setting === undefined) {
    const [old, fresh] = [typeOf({ ...last, item: isNode(before) ? before : {} }), typeOf({ ...last, item: isNode(after) ? after : {} })]
    const what = ofText(place.named)
    if (old && fresh && old.en !== fresh.en)
      return text(
        `Changes the type of ${what.en}: ${old.en} → ${fresh.en}.`,
        `修改${what['zh-CN']}的类型：${old['zh-CN']} → ${fresh['zh-CN']}。`,
      )
    const within = around(place)
    return text(
      `Changes ${thing(last).en}${within ? ` of ${within.en}` : ''}.`,
      `修改${within ? `${within['zh-CN']}的` : ''}${thing(last)['zh-CN']}。`,
    )
  }
  return valueSentence(place, before, after, sides)
}

function renameSentence(place: Place, before: unknown, after: unknown): Text {
  const last = place.named.at(-1)
  const key = last && typeof last.item.key === 'string' ? last.item.key : ''
  const [old, fresh] = [labelOf(before, key), labelOf(after, key)]
  const differs = (locale: keyof Text) => old[locale] !== fresh[locale]
  // A name that changes in one language only is told in it.
  const told = (locale: keyof Text) => (differs(locale) ? locale : locale === 'en' ? 'zh-CN' : 'en')
  const within = around(place)
  const noun = last ? last.noun : text('app', '应用')
  const [en, zh] = [told('en'), told('zh-CN')]
  return text(
    `Renames the ${noun.en} ${old[en]} to ${fresh[en]}${within ? ` in ${within.en}` : ''}.`,
    `${within ? `将${within['zh-CN']}的` : '将'}${noun['zh-CN']}“${old[zh]}”改名为“${fresh[zh]}”。`,
  )
}

/** A setting with its value before and after, or only that it changes where the values are long. */
function valueSentence(place: Place, before: unknown, after: unknown, sides: Sides): Text {
  const setting = place.settings.at(-1)
  const name = setting === undefined ? GROUP_NAMES[place.group] : settingName(place, setting)
  const owner = place.named.length > 0 ? ofText(place.named) : undefined
  const what = owner ? text(`${name.en} of ${owner.en}`, `${owner['zh-CN']}的${name['zh-CN']}`) : name
  if (isTexts(before) && isTexts(after)) return listSentence(place, what, before, after, sides)
  const [old, fresh] = [shown(place, before, sides.before), shown(place, after, sides.after)]
  if (old && fresh) return text(`${what.en}: ${old.en} → ${fresh.en}.`, `${what['zh-CN']}：${old['zh-CN']} → ${fresh['zh-CN']}。`)
  if (before === undefined) return text(`Adds ${lower(what.en)}.`, `新增${what['zh-CN']}。`)
  return after === undefined
    ? text(`Removes ${lower(what.en)}.`, `删除${what['zh-CN']}。`)
    : text(`Changes ${lower(what.en)}.`, `修改${what['zh-CN']}。`)
}

function lower(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

/** Which names come in and which go out; the same names in another order are another order. */
function listSentence(place: Place, what: Text, before: readonly string[], after: readonly string[], sides: Sides): Text {
  const added = after.filter((each) => !before.includes(each)).map((each) => nameOf(place, each, sides.after))
  const removed = before.filter((each) => !after.includes(each)).map((each) => nameOf(place, each, sides.before))
  const parts = [
    ...(added.length > 0 ? [text(`adds ${joined(added, 'en')}`, `增加${joined(added, 'zh-CN')}`)] : []),
    ...(removed.length > 0 ? [text(`takes out ${joined(removed, 'en')}`, `去掉${joined(removed, 'zh-CN')}`)] : []),
  ]
  if (parts.length === 0) return text(`${what.en}: in another order.`, `${what['zh-CN']}：调整顺序。`)
  return text(
    `${what.en}: ${parts.map(({ en }) => en).join(', ')}.`,
    `${what['zh-CN']}：${parts.map((part) => part['zh-CN']).join('，')}。`,
  )
}

function joined(names: readonly Text[], locale: keyof Text): string {
  const told = names.slice(0, 6).map((name) => (locale === 'en' ? name.en : `“${name['zh-CN']}”`))
  const more = names.length > told.length ? (locale === 'en' ? ` and ${names.length - told.length} more` : `等 ${names.length} 项`) : ''
  return told.join(locale === 'en' ? ', ' : '、') + more
}

const NAMED_FIELDS = new Set(['fields', 'title', 'group', 'sum', 'swimlane', 'date', 'until', 'hidden', 'readOnly', 'match', 'into'])
const ROLE_LISTS = new Set(['roles'])

/** A key that stands for something with a name, by that name. */
function nameOf({ named, settings }: Place, key: string, definition: unknown): Text {
  const setting = settings.at(-1) ?? ''
  const module = named.findLast(({ list, item }) => list === 'modules' || typeof item.module === 'string')
  const owner = module?.list === 'modules' ? module.item.key : module?.item.module
  if (setting === 'module' || setting === 'people') return moduleName(definition, key)
  if (NAMED_FIELDS.has(setting) && typeof owner === 'string' && named.at(-1)?.list !== 'pipelines/stages')
    return fieldName(definition, owner, key)
  const list = ROLE_LISTS.has(setting) ? 'roles' : setting === 'dictionary' ? 'dictionaries' : setting === 'report' ? 'reports' : undefined
  if (list) return placeOf(definition, `/${list}/${key}`).named[0]?.name ?? text(key, key)
  const pipeline = named.find((each) => each.list === 'pipelines')
  const stages = ['from', 'to', 'start'].includes(setting) && typeof pipeline?.item.key === 'string'
  return (stages ? placeOf(definition, `/pipelines/${pipeline.item.key}/stages/${key}`).named.at(-1)?.name : undefined) ?? text(key, key)
}

/** A value in a few words; undefined where it takes more. */
function shown(place: Place, value: unknown, definition: unknown): Text | undefined {
  const setting = place.settings.at(-1)
  if (value === undefined || value === null) return NONE
  if (typeof value === 'boolean') return value ? text('yes', '是') : text('no', '否')
  if (typeof value === 'number') return setting === 'probability' ? text(`${value} %`, `${value}%`) : text(String(value), String(value))
  if (typeof value === 'string') {
    if (value.length > LONGEST) return undefined
    return value === '*' ? text('any', '任意') : nameOf(place, value, definition)
  }
  if (!isNode(value)) return undefined
  if (setting === 'dwell' && typeof value.limit === 'string') return text(value.limit, value.limit)
  if (isLabel(value)) {
    const label = labelOf(value, '')
    return label.en.length > LONGEST || label['zh-CN'].length > LONGEST ? undefined : label
  }
  return undefined
}

function isLabel(value: Node): boolean {
  const names = Object.keys(value)
  return names.length > 0 && names.every((name) => (name === 'en' || name === 'zh-CN') && typeof value[name] === 'string')
}

function typeOf({ list, item }: Named): Text | undefined {
  if (list !== 'modules/fields' && list !== 'modules/fields/columns') return undefined
  const name = typeName(item)
  const label = fieldTypes.get(name)?.label
  return label === undefined ? undefined : labelOf(label, name)
}
