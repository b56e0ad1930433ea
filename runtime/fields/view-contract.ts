// What the view half of a field type is given: the form control and the cell of a table. Views know a field's key, label and settings, never the module around it.
import type { ComponentType } from 'react'
import type { Label } from '../label.ts'
import type { FieldContext, FieldOptions } from './contract.ts'

export interface ViewField {
  readonly key: string
  readonly label: Label
  readonly options: FieldOptions
}

export interface InputProps {
  /** Id of the control; its label, description and error are tied to it. */
  readonly id: string
  readonly field: ViewField
  readonly context: FieldContext
  /** The value in wire form, or null. */
  readonly value: unknown
  /**
   * The new value in wire form, or null. Text that cannot be read is passed on as it was typed, so that validation refuses it;
   * nothing a person typed is dropped in silence.
   */
  readonly onChange: (value: unknown) => void
  readonly onBlur?: (() => void) | undefined
  readonly disabled?: boolean | undefined
  readonly required?: boolean | undefined
  readonly error?: string | undefined
  readonly description?: string | undefined
  readonly autoFocus?: boolean | undefined
  /** Without a visible label, for editing inside a table; the label is still read out. */
  readonly bare?: boolean | undefined
}

export interface CellProps {
  readonly field: ViewField
  readonly context: FieldContext
  readonly value: unknown
  /** One line without decoration, for dense tables and cards. */
  readonly compact?: boolean | undefined
}

export interface FieldView {
  readonly Input: ComponentType<InputProps>
  readonly Cell: ComponentType<CellProps>
}
