// The part of a form control that is the same for all types: label, help, error, and how they are read out.
import type { CSSProperties } from 'react'
import { textOf } from '../label.ts'
import { guardComposition } from './composition.ts'
import type { InputProps } from './view-contract.ts'

const HIDDEN: CSSProperties = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
}

export function labelOf({ field, context }: Pick<InputProps, 'field' | 'context'>): string {
  return textOf(field.label, context.locale, field.key)
}

/** Props of an Input.Wrapper around several controls. */
export function groupFrameOf(props: InputProps) {
  return {
    id: props.id,
    label: labelOf(props),
    labelProps: props.bare ? { style: HIDDEN } : undefined,
    withAsterisk: props.required,
    description: props.description,
    error: props.error,
    onBlur: props.onBlur,
  }
}

/** Props of a Mantine input of one control. `required` only marks the label: what is missing is said by validation, not by the browser. */
export function frameOf(props: InputProps) {
  return {
    ...groupFrameOf(props),
    'aria-required': props.required || undefined,
    disabled: props.disabled,
    autoFocus: props.autoFocus,
    onKeyDownCapture: guardComposition,
  }
}
