// Fields whose values are drawn from a counter: unlike other values that nobody writes, they tell records apart.
import type { Field } from './app.ts'

export function isNumbered({ assigned, derived }: Pick<Field, 'assigned' | 'derived'>): boolean {
  return assigned && derived === undefined
}
