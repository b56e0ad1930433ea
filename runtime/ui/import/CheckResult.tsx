// What the import would do, before it does anything. Lines that cannot be taken are put right here; the others need not wait for them.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { Figures } from './Figures.tsx'
import classes from './Import.module.css'
import { fixCells, type ImportInfo, startImport } from './import-data.tsx'
import { importPath } from './import-path.ts'
import { Problems } from './Problems.tsx'
import { useFixes } from './use-fixes.tsx'

interface CheckResultProps {
  readonly module: Module
  readonly info: ImportInfo
  readonly onColumns: () => void
}

export function CheckResult({ module, info, onColumns }: CheckResultProps) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const [, go] = useLocation()
  const fixes = useFixes()
  const counts = info.result ?? {}
  const good = (counts.created ?? 0) + (counts.updated ?? 0)
  const failed = counts.failed ?? 0
  const start = useMutation({
    async mutationFn(dryRun: boolean) {
      // What was put right belongs to the file from now on, whichever run comes next.
      if (fixes.cells.length > 0) await fixCells(app.key, info.id, fixes.cells)
      return startImport(app.key, info.module, { upload: info.upload, map: info.map, dryRun, name: info.name })
    },
    onSuccess(id, dryRun) {
      fixes.clear()
      go(importPath(app.key, id), { replace: dryRun })
    },
    onError: (error) => tellFailure(say('import.not_started'), error),
  })
  const changed = fixes.cells.length
  return (
    <>
      <h2 className={classes.title}>{say(failed === 0 ? 'import.checked.good' : 'import.checked')}</h2>
      <p className={classes.lead}>{say('import.checked.text')}</p>
      <Figures counts={counts} dryRun />
      {failed > 0 && <Problems module={module} info={info} failed={failed} fixes={fixes} />}
      {failed === 0 && good > 0 && (
        <p className={classes.done}>
          <CircleCheck size={16} strokeWidth={1.75} aria-hidden /> {say('import.checked.all')}
        </p>
      )}
      <div className={failed > 0 ? `${classes.actions} ${classes.sticky}` : classes.actions}>
        {changed > 0 && (
          <Button loading={start.isPending && start.variables} onClick={() => start.mutate(true)}>
            {say('import.check_again')}
          </Button>
        )}
        <Button
          variant={changed > 0 ? 'default' : undefined}
          loading={start.isPending && !start.variables}
          disabled={good === 0 && changed === 0}
          onClick={() => start.mutate(false)}
        >
          {changed > 0 ? say('import.start.changed') : say('import.start', { count: good, shown: formats.number(good) })}
        </Button>
        <Button variant="default" onClick={onColumns}>
          {say('import.back_to_columns')}
        </Button>
        <span className={classes.note} role="status">
          {changed > 0
            ? say('import.fixes', { count: changed, shown: formats.number(changed) })
            : failed > 0
              ? say('import.start.without', { count: failed, shown: formats.number(failed) })
              : ''}
        </span>
      </div>
    </>
  )
}
