// What figures of columns are called.
import type { Total } from '../../../definition/app.ts'
import type { WordKey } from '../../words/words.tsx'

export const FIGURE_WORDS: Readonly<Record<Total, WordKey>> = {
  sum: 'grid.figure.sum',
  avg: 'grid.figure.avg',
  min: 'grid.figure.min',
  max: 'grid.figure.max',
}
