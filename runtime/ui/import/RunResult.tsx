// What came of an import: figures, lines that were left out and can still be put right, the file of them, and the way back.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { FileWarning } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { modulePath } from '../data/paths.ts'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { Figures } from './Figures.tsx'
import classes from './Import.module.css'
import { fixCells, type ImportInfo, refreshImport, undoImport } from './import-data.tsx'
import { Problems } from './Problems.tsx'
import { UndoDialog } from './UndoDialog.tsx'
import { useFixes } from './use-fixes.tsx'

interface RunResultProps {
  readonly module: Module
  readonly info: ImportInfo
  readonly onFile: () => void
}

export function RunResult({ module, info, onFile }: RunResultProps) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const fixes = useFixes()
  const [asking, setAsking] = useState(false)
  const counts = info.result ?? {}
  const { created = 0, updated = 0, failed = 0 } = counts
  const again = useMutation({
    mutationFn: () => fixCells(app.key, info.id, fixes.cells),
    async onSuccess() {
      fixes.clear()
      await refreshImport(app.key, info.id)
    },
    onError: (error) => tellFailure(say('import.not_started'), error),
  })
  const undo = useMutation({
    mutationFn: () => undoImport(app.key, info.id),
    onSuccess: () => setAsking(false),
    onError: (error) => tellFailure(say('import.undo.failed'), error),
  })
  const { undone } = info
  const list = modulePath(app.key, module.key)
  return (
    <>
      <h2 className={classes.title}>{say(undone ? 'import.undone' : info.state === 'cancelled' ? 'import.stopped' : 'import.done')}</h2>
      {undone ? (
        <p className={classes.lead}>
          {say('import.undone.text', {
            removed: formats.number(undone.removed),
            restored: formats.number(undone.restored),
            kept: formats.number(undone.kept),
          })}
        </p>
      ) : (
        <>
          <p className={classes.lead}>
            {say('import.done.text', { file: info.name, time: info.finishedAt ? formats.moment(info.finishedAt) : '' })}
          </p>
          <Figures counts={counts} dryRun={false} />
        </>
      )}
      {failed > 0 && !undone && <Problems module={module} info={info} failed={failed} fixes={fixes} />}
      <div className={failed > 0 && !undone ? `${classes.actions} ${classes.sticky}` : classes.actions}>
        {fixes.cells.length > 0 && (
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            {say('import.fix_and_import', { count: fixes.lines, shown: formats.number(fixes.lines) })}
          </Button>
        )}
        <Button component={Link} href={list} variant={fixes.cells.length > 0 ? 'default' : 'filled'}>
          {say('import.open_list')}
        </Button>
        <Button variant="default" onClick={onFile}>
          {say('import.another')}
        </Button>
        {failed > 0 && !undone && (
          <Button
            component="a"
            variant="default"
            href={`/api/v1/apps/${app.key}/imports/${info.id}/errors`}
            download
            leftSection={<FileWarning size={14} strokeWidth={1.75} aria-hidden />}
          >
            {say('notify.job.errors')}
          </Button>
        )}
        <span className={classes.space} />
        {!undone && created + updated > 0 && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {say('import.undo')}
          </Button>
        )}
      </div>
      {asking && (
        <UndoDialog
          created={created}
          updated={updated}
          busy={undo.isPending}
          onUndo={() => undo.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
