// A problem as one line: the place by its name, which leads there, what is wrong, and the remedy where one is clear.
import { Button } from '@mantine/core'
import type { Edit } from '../../runtime/definition/edit.ts'
import type { Text } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { placeName } from '../editor/place.ts'
import { withoutPath } from '../editor/problems.tsx'
import { useOpenPlace } from '../editor/selection.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Problems.module.css'
import { words } from './words.ts'

interface ProblemTextProps {
  readonly path: string
  readonly message: string
  readonly fix?: { readonly label: Text; readonly edits: readonly Edit[] } | undefined
}

export function ProblemText({ path, message, fix }: ProblemTextProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const definition = useDefinition()
  const open = useOpenPlace()
  const change = useChange()
  return (
    <div className={classes.text}>
      <button type="button" className={classes.place} onClick={() => open(path)}>
        {placeName(definition, path, locale) || app.key}
      </button>
      <span>{withoutPath(message, path)}</span>
      {fix && (
        <Button
          variant="light"
          size="compact-xs"
          onClick={() => change({ label: filled(words.fixed, { what: fix.label }), edits: fix.edits })}
        >
          {tell(fix.label)}
        </Button>
      )}
    </div>
  )
}
