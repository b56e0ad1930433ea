// A quiet line over the screens of an app, for those who may design it: that it holds sample data, with the way to remove them, and how far it is set up.
import { Button, Popover } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { FlaskConical } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { useNarrow } from '../shell/Shell.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Start.module.css'
import { StartList, useSteps } from './StartList.tsx'
import { useStart } from './start-data.tsx'

const RemoveSample = lazy(() => import('./RemoveSample.tsx'))

export default function SampleNotice() {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const narrow = useNarrow()
  const start = useStart()
  const steps = useSteps(start.data)
  const [dismissed, dismiss] = useLocalStorage({ key: `stagewright-start-${app.key}`, defaultValue: false, getInitialValueInEffect: false })
  const [open, setOpen] = useState(false)
  const [removing, setRemoving] = useState(false)
  if (!start.data) return null
  const { sample } = start.data
  const done = steps.filter((step) => step.done).length
  const progress = say('start.progress', { done, all: steps.length })
  const listed = !dismissed && done < steps.length
  if (sample === 0 && !listed) return null
  return (
    <section className={classes.bar} aria-label={say('start')}>
      {sample > 0 && (
        <>
          <FlaskConical size={14} strokeWidth={1.75} aria-hidden />
          <span className={classes.text}>
            {narrow ? say('sample.short') : say('sample.notice', { count: sample, shown: formats.number(sample) })}
          </span>
          <Button variant="subtle" size="compact-sm" aria-label={say('sample.remove')} onClick={() => setRemoving(true)}>
            {say(narrow ? 'sample.remove.short' : 'sample.remove')}
          </Button>
        </>
      )}
      <span className={classes.space} />
      {listed && (
        <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} shadow="md" trapFocus returnFocus withinPortal>
          <Popover.Target>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<Ring share={done / steps.length} />}
              aria-expanded={open}
              aria-haspopup="dialog"
              aria-label={progress}
              onClick={() => setOpen(!open)}
            >
              {narrow ? `${done}/${steps.length}` : progress}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={say('start')}>
            <StartList
              steps={steps}
              onGo={() => setOpen(false)}
              onDismiss={() => {
                setOpen(false)
                dismiss(true)
              }}
            />
          </Popover.Dropdown>
        </Popover>
      )}
      {removing && (
        <Suspense fallback={null}>
          <RemoveSample onClose={() => setRemoving(false)} />
        </Suspense>
      )}
    </section>
  )
}

/** How much is done, as a ring; the number stands beside it. */
function Ring({ share }: { readonly share: number }) {
  const length = 2 * Math.PI * 5
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r="5" fill="none" stroke="var(--mantine-color-default-border)" strokeWidth="2.5" />
      <circle
        cx="7"
        cy="7"
        r="5"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.5"
        strokeDasharray={`${share * length} ${length}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  )
}
