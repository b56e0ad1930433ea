// How far a run is, with what became of the lines so far, and a button that stops it.
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { Figures } from './Figures.tsx'
import classes from './Import.module.css'
import { type ImportInfo, refreshImport, stopJob } from './import-data.tsx'

export function RunProgress({ info }: { readonly info: ImportInfo }) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const { running, progress, dryRun } = info
  const stop = useMutation({
    mutationFn: () => stopJob(app.key, running?.job ?? info.id),
    onSuccess: () => refreshImport(app.key, info.id),
    onError: (error) => tellFailure(say('notify.job.not_stopped', { job: info.name }), error),
  })
  const what = running?.kind ?? (dryRun ? 'check' : 'run')
  const { line, lines } = running ? {} : (progress ?? {})
  const share = line === undefined || !lines ? undefined : Math.min(1, line / lines)
  return (
    <>
      <h2 className={classes.title}>{say(`import.running.${what}`)}</h2>
      <p className={classes.lead}>{say(dryRun ? 'import.running.trial' : 'import.running.leave')}</p>
      <div className={classes.run}>
        <progress aria-label={say(`import.running.${what}`)} {...(share === undefined ? {} : { value: share, max: 1 })} />
        <div className={classes.state} role="status">
          <span>
            {line !== undefined && lines
              ? say('import.running.lines', { line: formats.number(line), lines: formats.number(lines) })
              : say('loading')}
          </span>
          {share !== undefined && <span>{formats.percent(Math.floor(share * 100) / 100)}</span>}
        </div>
      </div>
      {progress && !running && <Figures counts={progress} dryRun={dryRun} />}
      <Button variant="default" disabled={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
        {say(stop.isSuccess ? 'notify.job.stopping' : 'notify.job.stop')}
      </Button>
    </>
  )
}
