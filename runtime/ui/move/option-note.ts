// A move in a few words: what it asks, whether it waits for somebody, why it is closed.
import type { Say } from '../words/words.tsx'
import type { MoveOption } from './options.tsx'

/** Empty where the move goes at once. */
export function optionNote({ status, problems, criteria }: MoveOption, say: Say): string {
  if (status === 'asks') return say('move.asks', { count: problems.length })
  if (status === 'approval') return say('move.status.approval')
  if (status !== 'blocked') return ''
  const unmet = criteria.filter(({ holds }) => !holds).length
  return unmet > 0 ? say('move.unmet', { count: unmet }) : (problems[0]?.message ?? '')
}
