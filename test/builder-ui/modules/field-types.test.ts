// What the builder reads from the data of field types, for every type there is: a group of the palette, and a beginning that the product accepts.
import { describe, expect, it } from 'vitest'
import { copiesOf, fieldsAsText, fieldsInText } from '../../../builder-ui/modules/field-edits.ts'
import {
  asType,
  groupOfType,
  RELATION_TYPES,
  relationSettings,
  startOf,
  TYPE_GROUPS,
  targetOf,
} from '../../../builder-ui/modules/field-types.ts'
import { arrange, placed, relationsOf } from '../../../builder-ui/modules/map/graph.ts'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import type { AppDefinition, FieldDefinition } from '../../../runtime/definition/types.ts'
import { FIELD_TYPES, fieldTypes } from '../../../runtime/fields/index.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const definition = salesDefinition() as unknown as AppDefinition
const MODULE = definition.modules[0]!

describe.each(FIELD_TYPES.map((type) => [type.name, type] as const))('%s', (name, type) => {
  it('stands in a group of the palette', () => expect(TYPE_GROUPS).toContain(groupOfType(type)))

  it('begins as a field the product accepts, or misses only what somebody has to say', () => {
    const field = { key: 'new_field', type: name, ...startOf(type, definition, MODULE.key) } as FieldDefinition
    const modules = definition.modules.map((module) => (module === MODULE ? { ...module, fields: [...module.fields, field] } : module))
    const compiled = compileDefinition({ ...definition, modules })
    const missing = (type.options.required ?? []).filter((setting) => field[setting] === undefined)
    expect(compiled.ok || missing.length > 0, compiled.ok ? '' : JSON.stringify(compiled.problems)).toBe(true)
    // Only what is computed, or leads where the app has nothing yet, waits for somebody.
    for (const setting of missing)
      expect(type.options.properties[setting]).toSatisfy(
        (schema: Record<string, unknown>) => schema['x-expression'] !== undefined || schema['x-refers'] !== undefined,
      )
  })

  it('becomes every other type without settings that one does not know', () => {
    const field = {
      key: 'f',
      type: name,
      label: 'F',
      help: 'H',
      required: true,
      default: 'x',
      ...type.examples.at(-1)!.options,
    } as FieldDefinition
    for (const other of FIELD_TYPES) {
      const next = asType(field, other, definition, MODULE.key)
      const known = ['key', 'type', 'label', 'help', 'required', ...Object.keys(other.options.properties)]
      expect(Object.keys(next).filter((each) => !known.includes(each))).toEqual([])
      expect([next.key, next.label, next.help, next.type, next.required]).toEqual([
        'f',
        'F',
        'H',
        other.name,
        other.computed ? undefined : true,
      ])
    }
  })
})

it('types that lead to modules are found by their settings', () => {
  expect(RELATION_TYPES.length).toBeGreaterThan(1)
  for (const type of RELATION_TYPES)
    expect(targetOf({ key: 'f', type: type.name, [relationSettings(type)!.module]: 'deal' }, fieldTypes)).toBe('deal')
  expect(relationSettings(RELATION_TYPES[0]!)?.list).toBeDefined()
})

it('copies have free keys and leave what only one may have; the clipboard takes nothing else', () => {
  const relation = RELATION_TYPES[0]!
  const { module, list } = relationSettings(relation)!
  const field = { key: MODULE.fields[0]!.key, type: relation.name, [module]: 'deal', [list!]: 'things' } as FieldDefinition
  const copies = copiesOf([field, field], MODULE, false)
  expect(new Set([...MODULE.fields.map(({ key }) => key), ...copies.map(({ key }) => key)]).size).toBe(MODULE.fields.length + 2)
  for (const copy of copies) expect(copy).not.toHaveProperty(list!)
  expect(fieldsInText(fieldsAsText([field]))).toEqual([field])
  for (const text of [
    '',
    'null',
    '[]',
    '{"kind":"stagewright/fields"}',
    '{"kind":"stagewright/fields","fields":[{"key":1}]}',
    '{"fields":[]}',
  ])
    expect(fieldsInText(text)).toBeUndefined()
})

it('the map has a line for each relation and a place for each module, and new ones do not move the others', () => {
  const lines = relationsOf(definition)
  expect(lines.length).toBeGreaterThan(0)
  const { positions: places, ways } = arrange(definition)
  for (const { id, from, to } of lines) if (from !== to) expect(ways[id]?.points.length).toBeGreaterThan(1)
  expect(Object.keys(places).sort()).toEqual(definition.modules.map(({ key }) => key).sort())
  expect(new Set(Object.values(places).map(({ x, y }) => `${x} ${y}`)).size).toBe(definition.modules.length)
  const { [MODULE.key]: _, ...others } = places
  const again = placed(definition, others)
  expect(again).toMatchObject(others)
  expect(Object.values(others)).not.toContainEqual(again[MODULE.key])
})
