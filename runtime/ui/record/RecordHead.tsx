// The head of a record: its title, its owner, and what can be done with all of it.
import { ActionIcon, Menu } from '@mantine/core'
import { Ellipsis, Link2, Printer, Replace, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { modulePath } from '../data/paths.ts'
import { useRecordWriter } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { Initials } from '../shell/Initials.tsx'
import { tellDone, tellFailure, tellUndoable } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Record.module.css'

const ConvertDialog = lazy(() => import('../convert/ConvertDialog.tsx'))

/** Long enough for the page to be drawn. */
const PRINT_DELAY = 600

interface RecordHeadProps {
  readonly module: Module
  readonly record: RecordData
  readonly title: string
  readonly place: 'panel' | 'page'
  readonly onGone: () => void
}

export function RecordHead({ module, record, title, place, onGone }: RecordHeadProps) {
  const say = useWords()
  const { app, people, abilities } = useApp()
  const formats = useFormats()
  const [, go] = useLocation()
  const writer = useRecordWriter(module)
  const locale = useLocale()
  const [converting, setConverting] = useState<string>()
  const owner = people.find((person) => person.id === record._owner)?.name
  const remove = () =>
    writer.remove(record).then(
      () => {
        onGone()
        tellUndoable(say('record.deleted', { record: title }), () => writer.restore(record._id))
      },
      (error) => tellFailure(say('record.not_deleted', { record: title }), error),
    )
  const copy = () =>
    navigator.clipboard.writeText(location.origin + modulePath(app.key, module.key, record._id)).then(
      () => tellDone(say('record.copied')),
      (error) => tellFailure(say('record.not_copied'), error),
    )
  const print = () => {
    if (place === 'page') return window.print()
    // What is printed is the page: a panel shows a part of the record beside a part of a list.
    go(modulePath(app.key, module.key, record._id))
    setTimeout(() => window.print(), PRINT_DELAY)
  }
  const changedBy = people.find((person) => person.id === record._updated_by)?.name ?? say('history.system')
  const conversions = abilities(module.key).update ? [...app.conversions.values()].filter((each) => each.module === module.key) : []
  const Heading = place === 'page' ? 'h1' : 'h2'
  return (
    <>
      <div className={classes.head}>
        <Heading className={classes.title}>{title}</Heading>
        {owner && (
          <span className={classes.owner}>
            <Initials name={owner} /> {owner}
          </span>
        )}
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon aria-label={say('record.actions')}>
              <Ellipsis size={16} strokeWidth={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Link2 size={14} />} onClick={() => void copy()}>
              {say('record.copy_link')}
            </Menu.Item>
            <Menu.Item leftSection={<Printer size={14} />} onClick={print}>
              {say('record.print')}
            </Menu.Item>
            {conversions.map((each) => (
              <Menu.Item key={each.key} leftSection={<Replace size={14} />} onClick={() => setConverting(each.key)}>
                {each.label === undefined ? say('convert.open') : textOf(each.label, locale)}
              </Menu.Item>
            ))}
            {abilities(module.key).delete && (
              <Menu.Item leftSection={<Trash2 size={14} />} onClick={() => void remove()}>
                {say('record.delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      <Suspense>
        {converting !== undefined && (
          <ConvertDialog module={module} record={record} conversion={converting} onClose={() => setConverting(undefined)} />
        )}
      </Suspense>
      {record._updated_at !== undefined && (
        <p className={classes.changed}>
          <time dateTime={String(record._updated_at)} title={formats.moment(String(record._updated_at))}>
            {say(record._version === 1 ? 'record.made_by' : 'record.changed_by', {
              name: changedBy,
              when: formats.ago(String(record._updated_at)),
            })}
          </time>
        </p>
      )}
    </>
  )
}
