// A plan as a readable document: the three lists with their effects on data and the decisions inline, what stands in the way above them, hints below.
import { CircleAlert, Lightbulb } from 'lucide-react'
import type { Problem } from '../../runtime/problem.ts'
import { ProblemText } from '../frame/ProblemText.tsx'
import { useTell } from '../words/text.tsx'
import { DecisionInput } from './DecisionInput.tsx'
import { Items } from './Items.tsx'
import classes from './Publish.module.css'
import { type Answers, type ChangePlan, type PlanLine, withEffects } from './plan.ts'
import { words } from './words.ts'

interface PlanDocumentProps {
  readonly plan: ChangePlan
  readonly answers: Answers
  readonly onAnswer: (key: string, value: unknown) => void
  /** What the server said about answers, by the key of the decision. */
  readonly refused: ReadonlyMap<string, string>
  /** The plan is of the draft on screen, whose places can be opened. */
  readonly ofDraft?: boolean
}

export function PlanDocument({ plan, answers, onAnswer, refused, ofDraft = false }: PlanDocumentProps) {
  const tell = useTell()
  const { items, rest } = withEffects(plan)
  const line = (each: PlanLine) => (
    <div
      key={`${each.kind} ${each.path} ${each.decision?.key ?? ''}`}
      className={classes.effect}
      data-lost={(each.lost?.count ?? 0) > 0 || undefined}
    >
      <p>{tell(each.text)}</p>
      {each.decision && (
        <DecisionInput
          decision={each.decision}
          value={answers[each.decision.key]}
          onChange={(value) => onAnswer(each.decision!.key, value)}
          error={refused.get(each.decision.key)}
        />
      )}
    </div>
  )
  return (
    <div className={classes.document}>
      {plan.problems.length > 0 && <PlanProblems problems={plan.problems} linked={ofDraft} />}
      <Items items={items} linked={ofDraft} below={({ lines }) => lines.map(line)} />
      {rest.length > 0 && (
        <section className={classes.list}>
          <h2>{tell(words.rest)}</h2>
          {rest.map(line)}
        </section>
      )}
      {plan.findings.length > 0 && <NewFindings findings={plan.findings} fixable={ofDraft} />}
    </div>
  )
}

export function PlanProblems({
  problems,
  linked,
}: {
  readonly problems: readonly Pick<Problem, 'path' | 'message'>[]
  readonly linked: boolean
}) {
  const tell = useTell()
  return (
    <section className={classes.list} data-kind="problem" role="alert">
      <h2>
        {tell(words.problems)} <span className="num">{problems.length}</span>
      </h2>
      <ul>
        {problems.map(({ path, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one place may have two problems
          <li key={`${path} ${index}`} className={classes.item}>
            <CircleAlert size={14} strokeWidth={2} aria-hidden />
            {linked && path !== '' ? <ProblemText path={path} message={tell(message)} /> : <p>{tell(message)}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function NewFindings({ findings, fixable }: { readonly findings: ChangePlan['findings']; readonly fixable: boolean }) {
  const tell = useTell()
  return (
    <section className={classes.list} data-kind="hint">
      <h2>
        {tell(words.findings)} <span className="num">{findings.length}</span>
      </h2>
      <ul>
        {findings.map(({ path, code, message, fix }) => (
          <li key={`${path} ${code}`} className={classes.item}>
            <Lightbulb size={14} strokeWidth={2} aria-hidden />
            {fixable ? <ProblemText path={path} message={tell(message)} fix={fix} /> : <p>{tell(message)}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
