// The scores of a record: how much, which tier, how often to follow up, and why: each rule with what it read and what it gives.
import { UnstyledButton } from '@mantine/core'
import { Check, ChevronDown, ChevronRight, Minus } from 'lucide-react'
import { useId, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import type { RuleAnswer, ScoreAnswer } from '../../definition/score-answer.ts'
import { ChoiceBadge } from '../../fields/choice-badge.tsx'
import { useFormats } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberOf } from '../data/members.ts'
import layout from '../form/Form.module.css'
import { Heading } from '../shell/Heading.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useLocale, useWords, type WordKey } from '../words/words.tsx'
import classes from './Score.module.css'
import { useIsScored, useScores } from './scores.tsx'

export function ScorePanel({ module, id }: { readonly module: Module; readonly id: string }) {
  const say = useWords()
  const scored = useIsScored(module)
  const scores = useScores(module, id)
  if (!scored) return null
  return (
    <section className={layout.section}>
      <Heading className={layout.heading}>{say('score.heading')}</Heading>
      {scores.isError && !scores.data && <Failure message={scores.error.message} retry={() => void scores.refetch()} />}
      {scores.isPending && <LoadingLines count={2} />}
      {scores.data?.map((card) => (
        <Card key={card.key} module={module} card={card} />
      ))}
    </section>
  )
}

function Card({ module, card }: { readonly module: Module; readonly card: ScoreAnswer }) {
  const say = useWords()
  const [open, setOpen] = useState(false)
  const id = useId()
  const number = useNumber()
  const { tier } = card
  const rhythm = tier?.rhythm ? rhythmOf(tier.rhythm) : undefined
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <span className={classes.name}>{card.label}</span>
        {tier && <ChoiceBadge label={tier.label} color={tier.color ?? undefined} />}
        {rhythm && <span className={classes.rhythm}>{say(rhythm.word, { count: rhythm.count })}</span>}
        <span className={classes.score}>{card.score === null ? '–' : number(card.score)}</span>
        <UnstyledButton
          className={classes.why}
          aria-expanded={open}
          aria-controls={id}
          aria-label={say('score.why_of', { card: card.label })}
          onClick={() => setOpen(!open)}
        >
          {open ? <ChevronDown size={14} strokeWidth={1.75} aria-hidden /> : <ChevronRight size={14} strokeWidth={1.75} aria-hidden />}
          {say('score.why')}
        </UnstyledButton>
      </div>
      <div id={id} hidden={!open} className={classes.reasons}>
        {open && <Reasons module={module} card={card} />}
      </div>
    </div>
  )
}

function Reasons({ module, card }: { readonly module: Module; readonly card: ScoreAnswer }) {
  const say = useWords()
  const number = useNumber()
  const formats = useFormats()
  const { min, max } = card.clip
  const bounds = [
    ...(min === null ? [] : [say('score.at_least', { points: number(min) })]),
    ...(max === null ? [] : [say('score.at_most', { points: number(max) })]),
  ]
  return (
    <>
      {card.axes.length === 0 && <Rules module={module} card={card} rules={card.rules} />}
      {card.axes.map((axis) => (
        <div key={axis.key}>
          <div className={classes.axis}>
            <span>{axis.label}</span>
            <span className="num">{axis.sum === null ? '–' : number(axis.sum)}</span>
          </div>
          <Rules module={module} card={card} rules={card.rules.filter((rule) => rule.axis === axis.key)} />
        </div>
      ))}
      {card.hidden > 0 && <p className={classes.note}>{say('score.hidden', { count: card.hidden })}</p>}
      <p className={classes.note}>
        {[...(card.combine === 'product' ? [say('score.product')] : []), ...bounds, say('score.version', { version: card.version })].join(
          ' · ',
        )}
      </p>
      {card.changes.length > 1 && (
        <ol className={classes.changes} aria-label={say('score.changes')}>
          {card.changes.slice(0, 5).map((change) => (
            <li key={change.at + change.score}>
              <time dateTime={change.at}>{formats.moment(change.at)}</time>
              <span className="num">{change.score === null ? '–' : number(change.score)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

interface RulesProps {
  readonly module: Module
  readonly card: ScoreAnswer
  readonly rules: readonly RuleAnswer[]
}

function Rules({ module, card, rules }: RulesProps) {
  const say = useWords()
  const number = useNumber()
  return (
    <ul className={classes.rules} aria-label={say('score.why_of', { card: card.label })}>
      {rules.map((rule) => (
        <li key={rule.key} data-holds={rule.holds || undefined}>
          {rule.holds ? <Check size={14} strokeWidth={2} aria-hidden /> : <Minus size={14} strokeWidth={1.75} aria-hidden />}
          <span className={classes.rule}>
            <span>{rule.label}</span>
            <span className={classes.read}>
              {rule.values.map(({ name, value }) => {
                const member = memberOf(module, name)
                if (!member) return null
                return (
                  <span key={name} className={classes.value}>
                    {member.label}
                    {value === null ? <span>{say('none')}</span> : <MemberCell module={module} member={member} value={value} />}
                  </span>
                )
              })}
            </span>
          </span>
          <span className={classes.points}>
            {rule.holds ? (rule.points > 0 ? `+${number(rule.points)}` : number(rule.points)) : say('score.not_met')}
          </span>
        </li>
      ))}
    </ul>
  )
}

function useNumber(): (value: number) => string {
  const locale = useLocale()
  return (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value).replace('-', '−')
}

const RHYTHMS: Readonly<Record<string, WordKey>> = { h: 'score.every_hours', d: 'score.every_days', w: 'score.every_weeks' }

function rhythmOf(rhythm: string): { readonly word: WordKey; readonly count: number } | undefined {
  const word = RHYTHMS[rhythm.slice(-1)]
  return word && { word, count: Number(rhythm.slice(0, -1)) }
}
