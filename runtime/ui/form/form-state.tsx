// The state of a record form: values as they stand, what of them differs from the record, what the server refused, and saving with the choice in a conflict.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Field, Module } from '../../definition/app.ts'
import { isLocal } from '../../definition/link-expression.ts'
import { type CheckedExpression, evaluate, truthy } from '../../expression/expression.ts'
import type { Environment } from '../../expression/scope.ts'
import { ApiError, messageOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useRecordWriter } from '../data/records.tsx'
import type { Clash, RecordData, Refusal } from '../data/shapes.ts'
import { holdUnsaved } from '../shell/leave-guard.ts'

type Values = Readonly<Record<string, unknown>>

export interface Conflict {
  readonly clashes: readonly Clash[]
  readonly version: number
}

/** The record as somebody else saved it since the form began. */
export interface Newer {
  readonly record: RecordData
  /** What the other person changed. */
  readonly fields: readonly string[]
  /** What is changed here too, differently. */
  readonly clashes: readonly string[]
}

export interface FormState {
  readonly module: Module
  readonly values: Values
  /** What of them differs from the record. */
  readonly changes: Values
  readonly dirty: boolean
  readonly creating: boolean
  readonly saving: boolean
  readonly problems: readonly Refusal[]
  readonly conflict: Conflict | undefined
  readonly newer: Newer | undefined
  /** Grows with every refused save, so that the summary can take the focus. */
  readonly refusals: number
  set(name: string, value: unknown): void
  reset(): void
  save(): Promise<RecordData | undefined>
  /** Saves again after a conflict, with the fields whose value of the other person stays. */
  resolve(theirs: ReadonlySet<string>): Promise<RecordData | undefined>
  forgetConflict(): void
  /** Goes on from the newer record with what was typed here; only where nothing clashes. */
  takeNewer(): void
  shows(condition: CheckedExpression | undefined): boolean
  requires(field: Field): boolean
  locks(field: Field): boolean
}

export function initialValues(module: Module): Values {
  return Object.fromEntries(
    [...module.fields.values()].filter((field) => !field.assigned).map((field) => [field.key, field.initial ?? null]),
  )
}

/** `record` undefined: a new record that begins with `preset` over the initial values. */
export function useForm(module: Module, record: RecordData | undefined, preset?: Values): FormState {
  const { app, me, abilities } = useApp()
  const writer = useRecordWriter(module)
  const [changes, setChanges] = useState<Values>({})
  const [base, setBase] = useState<RecordData | undefined>(record)
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const [conflict, setConflict] = useState<Conflict>()
  const [refusals, setRefusals] = useState(0)
  const [saving, setSaving] = useState(false)
  const begun = useRef<Values>(preset ?? {})
  const dirty = Object.keys(changes).length > 0
  // Unsaved values belong to the version they were typed over; a newer one is only taken while there are none.
  if (record && record !== base && (!dirty || !base)) setBase(record)

  useEffect(() => (dirty ? holdUnsaved() : undefined), [dirty])

  const values = useMemo<Values>(
    () => ({ ...(base ?? { ...initialValues(module), ...begun.current }), ...changes }),
    [module, base, changes],
  )
  const environment = useMemo<Environment>(
    () => ({
      record: stageOf(module, values),
      before: base ?? null,
      now: Date.now(),
      timeZone: app.settings.timeZone,
      me: me.id,
      myTeam: [me.id],
    }),
    [module, values, base, app.settings.timeZone, me.id],
  )
  const newer = useMemo(() => newerOf(base, record, changes), [base, record, changes])
  const readOnly = abilities(module.key).readOnly
  // What reads other records is judged by the server alone; until then the field is there, free and not asked for.
  const holds = (condition: CheckedExpression, unknown: boolean) =>
    isLocal(condition) ? truthy(evaluate(condition, environment)) : unknown
  const shows = (condition: CheckedExpression | undefined) => condition === undefined || holds(condition, true)

  const send = async (changed: Values, version: number | undefined) => {
    setSaving(true)
    setProblems([])
    try {
      const saved = base ? await writer.update(base._id, version ?? base._version, changed) : await writer.create(changed)
      setChanges({})
      setConflict(undefined)
      setBase(base ? saved : undefined)
      return saved
    } catch (error) {
      const clash = error instanceof ApiError ? error.problems.find((each) => each.code === 'conflict' && each.clashes) : undefined
      if (clash?.clashes && clash.version !== undefined) setConflict({ clashes: clash.clashes, version: clash.version })
      else {
        const told = error instanceof ApiError ? error.problems : []
        setProblems(told.length > 0 ? told : [{ path: '', code: 'failed', message: messageOf(error) }])
        setRefusals((count) => count + 1)
      }
      return undefined
    } finally {
      setSaving(false)
    }
  }
  /** What goes to the server: a value typed into a field that is hidden by now stays behind. */
  const toSend = (changed: Values): Values =>
    Object.fromEntries(
      Object.entries(changed).filter(([name, value]) => {
        const field = module.fields.get(name)
        return !field || value === null || shows(field.visible)
      }),
    )
  return {
    module,
    values,
    changes,
    dirty,
    creating: base === undefined,
    saving,
    problems,
    conflict,
    newer,
    refusals,
    set(name, value) {
      setChanges((now) => {
        const { [name]: _, ...rest } = now
        return same(value, (base ?? { ...initialValues(module), ...begun.current })[name] ?? null) ? rest : { ...now, [name]: value }
      })
      setProblems((now) => now.filter((problem) => !isAt(problem.path, name)))
    },
    reset() {
      setChanges({})
      setProblems([])
      setConflict(undefined)
      if (record) setBase(record)
    },
    save() {
      const given = base
        ? changes
        : Object.fromEntries(Object.entries(values).filter(([name, value]) => !isEmpty(value) && !readOnly.includes(name)))
      return send(toSend(given), undefined)
    },
    resolve(theirs) {
      const kept = Object.fromEntries(Object.entries(changes).filter(([name]) => !theirs.has(name)))
      return send(toSend(kept), conflict?.version)
    },
    forgetConflict: () => setConflict(undefined),
    takeNewer() {
      if (newer && newer.clashes.length === 0) setBase(newer.record)
    },
    shows,
    requires: (field) => (typeof field.required === 'boolean' ? field.required : holds(field.required, false)),
    locks(field) {
      if (field.assigned || readOnly.includes(field.key)) return true
      if (typeof field.readOnly === 'boolean') return field.readOnly
      return base !== undefined && isLocal(field.readOnly) && truthy(evaluate(field.readOnly, { ...environment, record: base }))
    },
  }
}

function newerOf(base: RecordData | undefined, record: RecordData | undefined, changes: Values): Newer | undefined {
  if (!base || !record || record._version <= base._version) return undefined
  const fields = Object.keys(record).filter((name) => !UNSAID.has(name) && !same(record[name], base[name]))
  const clashes = fields.filter((name) => name in changes && !same(changes[name], record[name]))
  return fields.length > 0 ? { record, fields, clashes } : undefined
}

/** Whether a problem stands at a field, or inside its value: `items.2.price`. */
export function isAt(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`)
}

/** What changes with every saving and says nothing by itself. */
const UNSAID = new Set(['_version', '_updated_at', '_updated_by', '_stage_at', '_stage_due', '_regressions', '_titles'])

/** A new record stands in the first stage, and conditions may ask for it. */
function stageOf(module: Module, values: Values): Values {
  const first = module.pipeline?.start[0]
  return first && values._stage === undefined ? { ...values, _stage: first.key } : values
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function same(left: unknown, right: unknown): boolean {
  if (isEmpty(left) && isEmpty(right)) return true
  return left === right || (Array.isArray(left) && JSON.stringify(left) === JSON.stringify(right))
}
