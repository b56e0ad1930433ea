// The distribution of scores over live records: bars of equal width, and how many records fall into each tier.
import type { ScorecardDefinition } from '../../runtime/definition/types.ts'
import { ChoiceBadge } from '../../runtime/fields/choice-badge.tsx'
import { useFormats } from '../../runtime/ui/data/formats.tsx'
import { LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import layout from '../reports/Reports.module.css'
import { useTell } from '../words/text.tsx'
import type { Scores, Tried } from './distribution-data.tsx'
import classes from './Scoring.module.css'
import { words } from './words.ts'

export function Distribution({ card, tried: { answer, error } }: { readonly card: ScorecardDefinition; readonly tried: Tried }) {
  const tell = useTell()
  if (error) return <p role="alert">{error.message}</p>
  if (!answer) return <LoadingLines />
  if (!answer.ok) {
    return (
      <div className={layout.refused} role="status">
        <h3>{tell(words.notYet)}</h3>
        <ul>
          {answer.problems.map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>{tell(message)}</li>
          ))}
        </ul>
        <p>{tell(words.notPublished)}</p>
      </div>
    )
  }
  if (answer.count === 0) return <p className={layout.none}>{tell(words.noRecords)}</p>
  return <Bars card={card} scores={answer} />
}

function Bars({ card, scores }: { readonly card: ScorecardDefinition; readonly scores: Scores }) {
  const tell = useTell()
  const formats = useFormats()
  const number = (value: number | null) => formats.number(value ?? 0, value !== null && Number.isInteger(value) ? 0 : 1)
  const most = Math.max(...scores.bins.map(({ count }) => count), 1)
  const colors = new Map((card.tiers ?? []).map(({ key, color }) => [key, color]))
  const bin = (each: Scores['bins'][number]) => tell(words.bin, { from: number(each.from), to: number(each.to), count: each.count })
  return (
    <div className={classes.distribution}>
      <p className={classes.summary}>
        {tell(words.counted, { count: scores.count, min: number(scores.min), max: number(scores.max), avg: number(scores.avg) })}
      </p>
      <ol className={classes.bars} aria-label={tell(words.distribution)}>
        {scores.bins.map((each) => (
          <li key={each.from} title={bin(each)}>
            <span className="unseen">{bin(each)}</span>
            <i className={classes.bar} data-empty={each.count === 0 || undefined} style={{ height: `${(each.count / most) * 100}%` }} />
          </li>
        ))}
      </ol>
      <div className={classes.scale} aria-hidden>
        <span>{number(scores.bins[0]?.from ?? 0)}</span>
        <span>{number(scores.bins.at(-1)?.to ?? 0)}</span>
      </div>
      {scores.tiers.length > 0 && (
        <ul className={classes.tiers}>
          {scores.tiers.map(({ key, label, count }) => (
            <TierLine key={key} name={<ChoiceBadge label={tell(label)} color={colors.get(key)} />} count={count} of={scores.count} />
          ))}
          {scores.none > 0 && (
            <TierLine name={<span className={layout.none}>{tell(words.noTier)}</span>} count={scores.none} of={scores.count} />
          )}
        </ul>
      )}
    </div>
  )
}

function TierLine({ name, count, of }: { readonly name: React.ReactNode; readonly count: number; readonly of: number }) {
  const tell = useTell()
  const formats = useFormats()
  return (
    <li className={classes.tier}>
      <span>{name}</span>
      <span className={classes.track} aria-hidden>
        <i style={{ width: `${(count / of) * 100}%` }} />
      </span>
      <span className="num">{tell(words.records, { count })}</span>
      <span className="num">{formats.percent(count / of)}</span>
    </li>
  )
}
