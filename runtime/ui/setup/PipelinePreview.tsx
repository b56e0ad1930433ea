// A small drawn pipeline: columns of cards that grow fewer towards the end.
const WIDTH = 200
const HEIGHT = 64

export function PipelinePreview({ seed }: { readonly seed: number }) {
  const columns = 5
  const step = WIDTH / columns
  return (
    <svg width="100%" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {Array.from({ length: columns }, (_, column) => column).map((column) => {
        const share = Math.round((column / (columns - 1)) * 100)
        const cards = Math.max(1, 4 - column + ((seed + column) % 2))
        return (
          <g key={column} transform={`translate(${column * step + 2} 2)`}>
            <rect width={step - 6} height="4" rx="2" fill={`color-mix(in oklab, var(--stage-last) ${share}%, var(--stage-first))`} />
            {Array.from({ length: cards }, (_, card) => card).map((card) => (
              <rect
                key={card}
                y={9 + card * 11}
                width={step - 6}
                height="8"
                rx="2"
                fill="var(--column)"
                stroke="var(--mantine-color-default-border)"
                strokeWidth="0.6"
              />
            ))}
          </g>
        )
      })}
    </svg>
  )
}
