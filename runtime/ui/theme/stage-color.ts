// Stages take one hue from light to dark in rank order; won is green, lost is grey-red with a pattern, so colour never says it alone.
import type { CSSProperties } from 'react'
import type { Pipeline, Stage } from '../../definition/app.ts'

/** The fill of a stage's mark. */
export function stageFill(pipeline: Pipeline, stage: Stage): CSSProperties {
  if (stage.type === 'won') return { background: 'var(--green)' }
  if (stage.type === 'lost')
    return { background: 'repeating-linear-gradient(135deg, var(--lost) 0 2px, transparent 2px 4px)', outline: '1px solid var(--lost)' }
  const open = pipeline.stages.filter(({ type }) => type === 'open').length
  const share = open <= 1 ? 50 : Math.round(((stage.rank ?? 0) / (open - 1)) * 100)
  return { background: `color-mix(in oklab, var(--stage-last) ${share}%, var(--stage-first))` }
}
