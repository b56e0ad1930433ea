// The lines that cannot be taken, one row for each cell that is wrong, with what is wrong beside it. Written in like a sheet: Enter goes down.
import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useWords } from '../words/words.tsx'
import { columnOfField, draftOf } from './draft.ts'
import classes from './Import.module.css'
import { type ImportInfo, useProblems } from './import-data.tsx'
import { ProblemRow } from './ProblemRow.tsx'
import { faultyCells } from './problem-cells.ts'
import type { Fixes } from './use-fixes.tsx'

interface ProblemsProps {
  readonly module: Module
  readonly info: ImportInfo
  readonly failed: number
  readonly fixes: Fixes
}

export function Problems({ module, info, failed, fixes }: ProblemsProps) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  // Every run that takes lines up leaves other lines behind.
  const problems = useProblems(app.key, info.id, `${failed} ${info.result?.created ?? 0} ${info.result?.updated ?? 0}`)
  const cells = useMemo(() => faultyCells(problems.data?.pages ?? []), [problems.data])
  const title = columnOfField(draftOf(info.map, info.headings), module.title.key)
  if (problems.isError) return <Failure message={problems.error.message} retry={() => void problems.refetch()} />
  if (problems.isPending) return <LoadingLines count={6} />
  const shown = new Set(cells.map(({ line }) => line)).size
  return (
    <>
      <div className={classes.problemHead}>
        <h3>{say('import.problems', { count: failed, shown: formats.number(failed) })}</h3>
        <span className={classes.note}>{say(info.dryRun ? 'import.problems.text' : 'import.problems.after')}</span>
      </div>
      <table className={classes.problems} aria-label={say('import.problems', { count: failed, shown: formats.number(failed) })}>
        <thead>
          <tr>
            <th scope="col">{say('import.line')}</th>
            <th scope="col">{title ?? ''}</th>
            <th scope="col">{say('import.column')}</th>
            <th scope="col">{say('import.value')}</th>
            <th scope="col">{say('import.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <ProblemRow
              key={`${cell.line} ${cell.column}`}
              module={module}
              cell={cell}
              title={title === undefined ? undefined : cell.cells?.[cell.headings.indexOf(title)]}
              fixed={fixes.get(cell.line, cell.column)}
              // Where one text is wrong, it is often wrong in many lines.
              same={cells.filter(
                (each) =>
                  each !== cell &&
                  each.column === cell.column &&
                  each.text === cell.text &&
                  fixes.get(each.line, each.column) === undefined,
              )}
              onFix={(changed, value) => fixes.set(changed.map(({ line, column, text }) => ({ line, column, value, before: text })))}
            />
          ))}
        </tbody>
      </table>
      {problems.hasNextPage && (
        <Button variant="default" mt={12} loading={problems.isFetchingNextPage} onClick={() => void problems.fetchNextPage()}>
          {say('import.problems.more', { count: failed - shown, shown: formats.number(failed - shown) })}
        </Button>
      )}
    </>
  )
}
