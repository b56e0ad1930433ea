// The columns of a table report: what stands in them and how it is written.
import { COMPUTED_SCALE } from '../definition/report-value.ts'
import type { PlannedGroup, PlannedMeasure, PlannedPart, ReportPlan } from './report-plan.ts'
import type { ReportColumn } from './report-table.ts'

export function reportColumns(plan: ReportPlan): ReportColumn[] {
  return [...plan.groups.map(groupColumn), ...plan.measures.map(measureColumn)]
}

function groupColumn({ key, label, by, bucket, module, choices }: PlannedGroup): ReportColumn {
  const base = { key, label, role: 'group' } as const
  if (bucket) return { ...base, kind: 'bucket', format: 'plain', bucket }
  if (module !== undefined) return { ...base, kind: 'reference', format: 'plain', module }
  if (by.ast.op === 'member' && by.ast.storage.kind === 'decimal') {
    const { scale, currency } = by.ast.storage
    return { ...base, kind: 'number', format: currency ? 'money' : 'plain', scale, ...(currency ? { currency } : {}) }
  }
  if (by.ast.op === 'member' && by.ast.storage.kind === 'integer') return { ...base, kind: 'number', format: 'integer' }
  return { ...base, kind: by.type.kind as 'text', format: 'plain', ...(choices ? { choices } : {}) }
}

function measureColumn({ key, label, unit, parts }: PlannedMeasure): ReportColumn {
  const base = { key, label, role: 'measure' } as const
  const [part, denominator] = parts
  if (denominator) return { ...base, kind: 'number', format: 'ratio', ...ratioReading(part, denominator) }
  const { aggregate, form } = part
  if (aggregate === 'count' || aggregate === 'count_distinct') return { ...base, kind: 'number', format: 'integer' }
  switch (form.kind) {
    case 'date':
    case 'instant':
      return { ...base, kind: form.kind, format: 'plain' }
    case 'duration':
      return { ...base, kind: 'number', format: 'duration', unit }
    case 'units': {
      if (form.currency) return { ...base, kind: 'number', format: 'money', scale: form.scale, currency: form.currency }
      if (!form.integer) return { ...base, kind: 'number', format: 'plain', scale: form.scale }
      return { ...base, kind: 'number', format: aggregate === 'average' || aggregate === 'median' ? 'plain' : 'integer' }
    }
    default:
      return {
        ...base,
        kind: 'number',
        format: 'currency' in form ? 'money' : 'plain',
        ...('currency' in form ? { currency: form.currency } : {}),
      }
  }
}

/** With what scale the two whole numbers of a ratio are read, where they are decimals of one kind. */
function ratioReading(numerator: PlannedPart, denominator: PlannedPart): { scale?: number; currency?: string } {
  const forms = [numerator, denominator].map(({ aggregate, form }) => (aggregate === 'count' ? undefined : form))
  if (forms.some((form) => form?.kind === 'duration')) return {}
  const scale = Math.max(...forms.map((form) => (form?.kind === 'units' ? form.scale : form?.kind === 'number' ? COMPUTED_SCALE : 0)))
  const [a, b] = forms.map((form) => (form && 'currency' in form ? form.currency : undefined))
  return { scale, ...(a && a === b ? { currency: a } : {}) }
}
