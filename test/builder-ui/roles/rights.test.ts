// The matrix of a role changes exactly one right: a module without rights of its own first gets those of all others.
import { describe, expect, it } from 'vitest'
import { entryOf, fieldRight, scopeName, setFieldRight, setRight } from '../../../builder-ui/roles/rights.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import type { RoleDefinition } from '../../../runtime/definition/types.ts'

const role: RoleDefinition = {
  key: 'rep',
  modules: [
    { module: 'deal', create: true, read: 'own', hidden: ['cost'] },
    { module: '*', read: 'team', export: true },
  ],
}

function edited(edits: readonly Edit[], from: RoleDefinition = role): RoleDefinition {
  const result = applyEdits({ roles: [from] }, edits)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value.roles[0]!
}

describe('rights of a role', () => {
  it('are those of the module, else those of all others', () => {
    expect(entryOf(role, 'deal')).toEqual({ entry: role.modules[0], own: true })
    expect(entryOf(role, 'lead')).toEqual({ entry: { module: 'lead', read: 'team', export: true }, own: false })
    expect(scopeName(entryOf(role, 'lead').entry.delete)).toBe('none')
    expect(scopeName({ when: 'a' })).toBe('when')
  })

  it('of a module of its own: one member is set, what refuses is not written', () => {
    expect(edited(setRight(role, 'deal', 'read', 'all')).modules[0]).toEqual({ ...role.modules[0], read: 'all' })
    expect(edited(setRight(role, 'deal', 'create', false)).modules[0]).toEqual({ module: 'deal', read: 'own', hidden: ['cost'] })
    expect(edited(setRight(role, 'deal', 'read', 'none')).modules[0]).not.toHaveProperty('read')
  })

  it('of a module that had those of all others: it keeps them but for the one that changes, and all others stay last', () => {
    const next = edited(setRight(role, 'lead', 'read', 'own'))
    expect(next.modules.map(({ module }) => module)).toEqual(['deal', 'lead', '*'])
    expect(next.modules[1]).toEqual({ module: 'lead', read: 'own', export: true })
    expect(edited(setRight(role, 'lead', 'export', false)).modules[1]).toEqual({ module: 'lead', read: 'team' })
  })

  it('to fields: each is in one list at most, and an empty list is not written', () => {
    const locked = edited(setFieldRight(role, 'deal', 'cost', 'readOnly'))
    expect(locked.modules[0]).toEqual({ module: 'deal', create: true, read: 'own', readOnly: ['cost'] })
    expect(fieldRight(locked.modules[0]!, 'cost')).toBe('readOnly')
    expect(edited(setFieldRight(locked, 'deal', 'cost', 'edit'), locked).modules[0]).toEqual({ module: 'deal', create: true, read: 'own' })
    const own = edited(setFieldRight(role, 'lead', 'phone', 'hidden'))
    expect(own.modules[1]).toEqual({ module: 'lead', read: 'team', export: true, hidden: ['phone'] })
    expect(setFieldRight(role, 'deal', 'cost', 'hidden')).toEqual([])
  })
})
