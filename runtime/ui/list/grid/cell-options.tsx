// What can be chosen in a cell: the choices of a closed set, yes and no, people, or records found by what is typed. Other members are written as text.
import { useEffect, useMemo, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { USER_MODULE } from '../../../expression/storage.ts'
import { useFieldServices } from '../../../fields/services.tsx'
import type { ShownMember } from '../../data/members.ts'
import { choicesOf } from '../../rules/choices.ts'
import { checkedValue } from './cell-values.ts'

export interface CellOption {
  readonly value: unknown
  readonly label: string
}

/** Milliseconds without a key before a search is sent. */
const PAUSE = 180
const SHOWN = 50

/** Whether the member is chosen from a list instead of written. */
export function isChosen(module: Module, { name, storage, context }: ShownMember): boolean {
  if (name === '_stage' && module.pipeline) return true
  return storage.kind === 'boolean' || storage.kind === 'reference' || (storage.kind === 'text' && context.choices !== undefined)
}

/** The closed set of a member, as far as new values may be taken from it; undefined where it is open. */
export function closedOptions(module: Module, member: ShownMember): readonly CellOption[] | undefined {
  const { storage, type, field, context } = member
  if (storage.kind === 'boolean') return [true, false].map((value) => ({ value, label: type.format(value, field.options, context) }))
  if (storage.kind === 'reference') return undefined
  return choicesOf(module, member)?.filter(({ value }) => member.name === '_stage' || 'value' in checkedValue(member, value))
}

/** Options for what is typed, `undefined` while they are looked for. */
export function useCellOptions(module: Module, member: ShownMember, typed: string): readonly CellOption[] | undefined {
  const services = useFieldServices()
  const closed = useMemo(() => closedOptions(module, member), [module, member])
  const [people, setPeople] = useState<readonly CellOption[]>()
  const [found, setFound] = useState<readonly CellOption[]>()
  const target = member.storage.kind === 'reference' ? member.storage.module : undefined

  useEffect(() => {
    if (target !== USER_MODULE) return
    let current = true
    services.users().then(
      (users) => current && setPeople(users.map(({ id, name }) => ({ value: id, label: name }))),
      () => current && setPeople([]),
    )
    return () => {
      current = false
    }
  }, [target, services])
  useEffect(() => {
    if (target === undefined || target === USER_MODULE) return
    let current = true
    const show = (records: readonly { readonly id: string; readonly title: string }[]) => {
      if (current) setFound(records.map(({ id, title }) => ({ value: id, label: title })))
    }
    const timer = setTimeout(() => services.searchRecords(target, typed.trim()).then(show, () => show([])), typed === '' ? 0 : PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [target, typed, services])

  const all = closed ?? (target === USER_MODULE ? people : found)
  return useMemo(() => {
    const wanted = typed.trim().toLowerCase()
    const offered = closed || target === USER_MODULE ? all?.filter(({ label }) => label.toLowerCase().includes(wanted)) : all
    return offered?.slice(0, SHOWN)
  }, [all, closed, target, typed])
}
