// A small drawn pipeline: one column of cards for each stage, fewer towards the end. Columns take the colours of the stages, won and lost among them.

interface PreviewStage {
  readonly key: string
  readonly type: 'open' | 'won' | 'lost'
}

const WIDTH = 400
const HEIGHT = 74
const GAP = 6
const MOST = 5

export function PipelinePreview({ stages }: { readonly stages: readonly PreviewStage[] }) {
  const step = WIDTH / Math.max(1, stages.length)
  const open = stages.filter(({ type }) => type === 'open').length
  return (
    <svg width="100%" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {stages.map(({ key, type }, column) => (
        <g key={key} transform={`translate(${column * step + GAP / 2} 2)`}>
          <rect width={step - GAP} height="4" rx="2" fill={fillOf(type, column, open)} />
          {Array.from({ length: cardsIn(type, column, open) }, (_, card) => card).map((card) => (
            <rect
              key={card}
              y={11 + card * 12}
              width={step - GAP}
              height="9"
              rx="2"
              fill="var(--column)"
              stroke="var(--mantine-color-default-border)"
              strokeWidth="0.8"
            />
          ))}
        </g>
      ))}
    </svg>
  )
}

function fillOf(type: PreviewStage['type'], column: number, open: number): string {
  if (type === 'won') return 'var(--green)'
  if (type === 'lost') return 'var(--lost)'
  const share = open <= 1 ? 50 : Math.round((column / (open - 1)) * 100)
  return `color-mix(in oklab, var(--stage-last) ${share}%, var(--stage-first))`
}

/** A picture, no figures: five cards in the first column, one in the last open one. */
function cardsIn(type: PreviewStage['type'], column: number, open: number): number {
  if (type !== 'open') return 2
  return open <= 1 ? MOST : Math.round(MOST - (column / (open - 1)) * (MOST - 1))
}
