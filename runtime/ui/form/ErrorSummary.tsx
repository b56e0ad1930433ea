// Everything that hindered a save, in one place at the top: it takes the focus, and each line leads to its field. The fields say the same words.
import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '../words/words.tsx'
import classes from './Form.module.css'
import type { FormState } from './form-state.tsx'

export function ErrorSummary({ form, goTo }: { readonly form: FormState; readonly goTo: (name: string) => void }) {
  const say = useWords()
  const box = useRef<HTMLDivElement>(null)
  const { problems, refusals, module } = form
  useEffect(() => {
    if (refusals > 0) box.current?.focus()
  }, [refusals])
  if (problems.length === 0) return null
  return (
    <div ref={box} className={classes.summary} role="alert" tabIndex={-1}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
      <div>
        <strong>{say('form.refused', { count: problems.length })}</strong>
        <ul>
          {problems.map((problem) => (
            <li key={problem.path + problem.code}>
              {module.fields.has(problem.path.split('.')[0]!) ? (
                <button type="button" onClick={() => goTo(problem.path.split('.')[0]!)}>
                  {problem.message}
                </button>
              ) : (
                problem.message
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
