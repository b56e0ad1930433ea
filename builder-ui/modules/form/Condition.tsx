// A condition under which a part of the form is shown, as a short sentence.
import { useMemo } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import { describeExpression } from '../../../runtime/expression/describe.ts'
import { useFieldServices } from '../../../runtime/fields/services.tsx'
import { judge } from '../../../runtime/ui/rules/judge.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { words } from '../words.ts'
import classes from './Form.module.css'

interface ConditionProps {
  readonly value: string | undefined
  readonly module: Module | undefined
}

export function Condition({ value, module }: ConditionProps) {
  const tell = useTell()
  const locale = useLocale()
  const { titleOf } = useFieldServices()
  const sentence = useMemo(() => {
    if (value === undefined || !module) return value
    const judged = judge(value, module.shape, 'boolean', {})
    return judged.state === 'right' ? describeExpression(judged.expression, module.shape, locale, titleOf) : value
  }, [value, module, locale, titleOf])
  return sentence === undefined ? null : <em className={classes.condition}>{tell(words.shownWhen, { sentence })}</em>
}
