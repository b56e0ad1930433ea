// The stages of a board on a narrow screen: one column at a time, chosen here.
import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { useFormats } from '../data/formats.tsx'
import type { StageFigures } from '../data/shapes.ts'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { useBoard } from './board-context.tsx'

interface StageTabsProps {
  readonly figures: readonly StageFigures[] | undefined
  readonly current: Stage
  readonly onChange: (stage: string) => void
}

export function StageTabs({ figures, current, onChange }: StageTabsProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { pipeline } = useBoard()
  const row = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stage scrolls itself into sight
  useEffect(() => {
    const box = row.current
    const button = box?.querySelector<HTMLElement>('[aria-current]')
    if (box && button) box.scrollLeft = button.offsetLeft - (box.clientWidth - button.offsetWidth) / 2
  }, [current.key])
  return (
    <nav ref={row} className={classes.tabs} aria-label={say('stage.path')}>
      {pipeline.stages.map((stage) => {
        const count = figures?.find((each) => each.stage === stage.key)?.count
        return (
          <UnstyledButton
            key={stage.key}
            className={classes.tab}
            aria-current={stage === current ? 'true' : undefined}
            onClick={() => onChange(stage.key)}
          >
            <span className={classes.mark} style={stageFill(pipeline, stage)} aria-hidden />
            {textOf(stage.label, locale, stage.key)}
            <span className={`${classes.count} num`}>{count === undefined ? '' : formats.number(count)}</span>
          </UnstyledButton>
        )
      })}
    </nav>
  )
}
