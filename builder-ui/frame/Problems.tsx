// The problems of the draft: how many there are, and the list at the foot of the screen. A click leads to the place; a clear remedy is one click as well.
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { AlertTriangle, CircleAlert, CircleCheck, Lightbulb, X } from 'lucide-react'
import { type Finding, type FoundProblem, type Judgement, useJudgement } from '../editor/problems.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Problems.module.css'
import { ProblemText } from './ProblemText.tsx'
import { words } from './words.ts'

export function ProblemsButton({ open, onToggle }: { readonly open: boolean; readonly onToggle: () => void }) {
  const tell = useTell()
  const { judgement } = useJudgement()
  const errors = judgement.problems.length
  const hints = judgement.findings.length
  const label = tell(words.problemsCount, { errors, hints })
  const Icon = errors > 0 ? CircleAlert : hints > 0 ? Lightbulb : CircleCheck
  return (
    <Tooltip label={label}>
      <Button
        variant="default"
        className={classes.button}
        data-errors={errors > 0 || undefined}
        aria-label={`${tell(words.problems)}: ${label}`}
        aria-expanded={open}
        leftSection={<Icon size={14} strokeWidth={1.75} aria-hidden />}
        onClick={onToggle}
      >
        <span className="num">{errors > 0 ? errors : hints}</span>
      </Button>
    </Tooltip>
  )
}

export function ProblemsPanel({ judgement, onClose }: { readonly judgement: Judgement; readonly onClose: () => void }) {
  const tell = useTell()
  const { checking } = useJudgement()
  const { problems, findings } = judgement
  return (
    <section className={classes.panel} aria-label={tell(words.problems)}>
      <header className={classes.head}>
        <h2>{tell(words.problems)}</h2>
        <span role="status">{checking ? tell(words.checking) : ''}</span>
        <ActionIcon aria-label={tell(words.hideProblems)} onClick={onClose}>
          <X size={16} strokeWidth={1.75} />
        </ActionIcon>
      </header>
      <div className={classes.lists}>
        {problems.length === 0 && !checking && (
          <p className={classes.fine}>
            <CircleCheck size={14} strokeWidth={1.75} aria-hidden /> {tell(words.noProblems)}
          </p>
        )}
        {problems.length > 0 && <Lines title={tell(words.inTheWay)} found={problems} error />}
        {findings.length > 0 && <Lines title={tell(words.hints)} found={findings} />}
      </div>
    </section>
  )
}

interface LinesProps {
  readonly title: string
  readonly found: readonly (FoundProblem | Finding)[]
  readonly error?: boolean
}

function Lines({ title, found, error = false }: LinesProps) {
  const Icon = error ? CircleAlert : AlertTriangle
  return (
    <>
      <h3 className={classes.title}>{title}</h3>
      <ul>
        {found.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one place may have the same problem twice
          <li key={`${each.path} ${each.code} ${index}`} className={classes.line} data-error={error || undefined}>
            <Icon size={14} strokeWidth={1.75} aria-hidden />
            <ProblemText path={each.path} message={each.message} fix={'fix' in each ? each.fix : undefined} />
          </li>
        ))}
      </ul>
    </>
  )
}
