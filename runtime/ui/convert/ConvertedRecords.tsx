// What a record became, with the way there, and the way back as long as nothing stands in it.
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { call, messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { modulePath } from '../data/paths.ts'
import { refreshRecords } from '../data/records.tsx'
import type { Refusal } from '../data/shapes.ts'
import { moduleLabel } from '../data/titles.ts'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Convert.module.css'
import type { ConversionPreview } from './preview.ts'

interface ConvertedRecordsProps {
  readonly path: string
  readonly conversion: string
  readonly done: NonNullable<ConversionPreview['done']>
  readonly onClose: () => void
}

export function ConvertedRecords({ path, conversion, done, onClose }: ConvertedRecordsProps) {
  const say = useWords()
  const formats = useFormats()
  const { app, people } = useApp()
  const [problems, setProblems] = useState<readonly Pick<Refusal, 'path' | 'message'>[]>([])
  const [sending, setSending] = useState(false)
  const undo = async () => {
    setSending(true)
    try {
      await call(`${path}/undo`, { method: 'POST', body: { conversion } })
      tellDone(say('convert.undone'))
      onClose()
    } catch (error) {
      const told = problemsOf(error)
      setProblems(told.length > 0 ? told : [{ path: '', message: messageOf(error) }])
    } finally {
      setSending(false)
      void refreshRecords(app.key)
    }
  }
  const name = people.find(({ id }) => id === done.by)?.name ?? say('history.system')
  return (
    <>
      <p className={classes.said}>{say('convert.was_done', { name, when: formats.moment(done.at) })}</p>
      <ul className={classes.made}>
        {done.made.map(({ target, module: key, _id, title, open }) => {
          const module = app.modules.get(key)
          if (!module) return null
          const text = typeof title === 'string' ? module.title.type.format(title, module.title.options, module.title.context) : _id
          return (
            <li key={target}>
              <span>{moduleLabel(module)}</span>
              {open ? (
                <Link href={modulePath(app.key, key, _id)} onClick={onClose}>
                  {text}
                </Link>
              ) : (
                say('convert.closed')
              )}
            </li>
          )
        })}
      </ul>
      {problems.length > 0 && (
        <div className={classes.problems} role="alert">
          <ul>
            {problems.map(({ path: at, message }) => (
              <li key={at + message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" loading={sending} onClick={() => void undo()}>
          {say('convert.undo')}
        </Button>
        <Button onClick={onClose}>{say('close')}</Button>
      </Group>
    </>
  )
}
