// The control and the cell of all kinds of numbers. The control is text, so a number is never a float on its way in.
import { CellText } from './cell-text.tsx'
import type { FieldType } from './contract.ts'
import { PLAIN_FORMAT } from './numerals.ts'
import type { CellProps, InputProps } from './view-contract.ts'
import { WrittenInput } from './written-input.tsx'

interface NumberInputProps extends InputProps {
  readonly type: Pick<FieldType, 'format' | 'parse'>
  /** A sign before the number, such as that of a currency. */
  readonly sign?: string
}

export function NumberInput({ type, sign, ...props }: NumberInputProps) {
  const { field, context } = props
  // Digits are edited without groups: a digit put between groups would break them.
  const ungrouped = { ...context, numberFormat: { ...(context.numberFormat ?? PLAIN_FORMAT), group: '' as const } }
  return (
    <WrittenInput
      {...props}
      type={type}
      numeric
      draft={(value) => type.format(value, field.options, ungrouped)}
      leftSection={sign === undefined ? undefined : <span style={{ fontSize: 13 }}>{sign}</span>}
      leftSectionWidth={sign === undefined ? undefined : 24 + 10 * sign.length}
    />
  )
}

interface NumberCellProps extends CellProps {
  readonly type: Pick<FieldType, 'format'>
  readonly prefix?: string
}

export function NumberCell({ type, prefix = '', field, context, value }: NumberCellProps) {
  if (value === null || value === undefined) return null
  return <CellText kind="number">{prefix + type.format(value, field.options, context)}</CellText>
}
