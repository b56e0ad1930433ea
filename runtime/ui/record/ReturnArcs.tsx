// Moves back as arcs below the path of stages, from the stage the record left to the one it went back to; often made ones are drawn once, with their number.
import { useLayoutEffect, useRef, useState } from 'react'
import type { Visit } from '../data/shapes.ts'
import { useWords } from '../words/words.tsx'
import classes from './Record.module.css'

const HEIGHT = 18

export interface Return {
  readonly from: string
  readonly to: string
  readonly count: number
}

/** The moves back among the visits, by the stages they lead between. */
export function returnsOf(visits: readonly Visit[]): readonly Return[] {
  const counts = new Map<string, Return>()
  for (const [index, { kind, stage }] of visits.entries()) {
    const from = visits[index - 1]?.stage
    if (kind !== 'regress' || from === undefined) continue
    const key = `${from} ${stage}`
    counts.set(key, { from, to: stage, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

/** `stages` are the keys of the drawn stages, in order; `nameOf` says them. */
export function ReturnArcs({
  returns,
  stages,
  nameOf,
}: {
  readonly returns: readonly Return[]
  readonly stages: readonly string[]
  readonly nameOf: (stage: string) => string
}) {
  const say = useWords()
  const row = useRef<HTMLLIElement>(null)
  const [centres, setCentres] = useState<readonly number[]>([])
  useLayoutEffect(() => {
    const list = row.current?.parentElement
    if (!list) return
    const measure = () => {
      const items = [...list.querySelectorAll<HTMLElement>('[data-stage]')]
      setCentres(items.map((item) => item.offsetLeft + item.offsetWidth / 2))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(list)
    return () => watch.disconnect()
  }, [])
  const drawn = returns.flatMap(({ from, to, count }) => {
    const [a, b] = [centres[stages.indexOf(from)], centres[stages.indexOf(to)]]
    return a === undefined || b === undefined ? [] : [{ from, to, count, a, b }]
  })
  const text = returns.map(({ from, to, count }) => say('stage.return', { from: nameOf(from), to: nameOf(to), count })).join(' ')
  return (
    <li ref={row} className={classes.returns}>
      <span className="unseen">{text}</span>
      <svg height={HEIGHT} width={Math.max(0, ...centres) + 40} aria-hidden>
        <title>{text}</title>
        {drawn.map(({ from, to, count, a, b }) => (
          <g key={`${from} ${to}`}>
            <path d={`M ${a} 1 C ${a} ${HEIGHT}, ${b} ${HEIGHT}, ${b} 4`} fill="none" stroke="currentColor" strokeWidth={1.5} />
            <path d={`M ${b - 3} 7 L ${b} 2 L ${b + 3} 7`} fill="none" stroke="currentColor" strokeWidth={1.5} />
            {count > 1 && (
              <text x={(a + b) / 2} y={HEIGHT - 6} textAnchor="middle" className={classes.returnCount}>
                {count}
              </text>
            )}
          </g>
        ))}
      </svg>
    </li>
  )
}
