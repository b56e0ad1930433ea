// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { textOf } from '../../label.ts'
import type { CellProps, InputProps } from '../view-contract.ts'
import { starsOf } from './type.ts'

export function nameOf(value: number, count: number, locale: InputProps['context']['locale']): string {
  return textOf({ en: `${value} of ${count}`, 'zh-CN': `${value} 星（共 ${count} 星）` }, locale)
}

export function Cell({ field, context, value }: CellProps) {
  if (typeof value !== 'number') return null
  const count = starsOf(field.options)
  const full = Math.min(Math.max(Math.trunc(value) || 0, 0), count)
  const name = nameOf(value, count, context.locale)
  return (
    <span role="img" aria-label={name} title={name} style={{ fontSize: 13, whiteSpace: 'nowrap' }}>
      {'★'.repeat(full)}
      <span style={{ opacity: 0.35 }}>{'☆'.repeat(count - full)}</span>
    </span>
  )
}
