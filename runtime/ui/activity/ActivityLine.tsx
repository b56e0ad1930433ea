// An activity in one line: a box to tick it off, its kind, what it is called, what it is about, when.
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberOf } from '../data/members.ts'
import { modulePath } from '../data/paths.ts'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { useWords } from '../words/words.tsx'
import classes from './Activity.module.css'
import type { ActivityModule } from './activities.tsx'
import { useFinish } from './finish.tsx'

interface ActivityLineProps {
  readonly module: ActivityModule
  readonly record: RecordData
  readonly overdue: boolean
}

export function ActivityLine({ module, record, overdue }: ActivityLineProps) {
  const say = useWords()
  const formats = useFormats()
  const { app, abilities } = useApp()
  const finish = useFinish()
  // Ticked at once; the line goes when the list is read anew.
  const [done, setDone] = useState(false)
  const { activity } = module
  const title = recordTitle(module, record) ?? say('record.untitled')
  const kind = activity.kind === undefined ? undefined : memberOf(module, activity.kind)
  const may = Object.keys(activity.complete).length > 0 && abilities(module.key).update
  const about = activity.about.find((name) => typeof record[name] === 'string')
  const member = about === undefined ? undefined : memberOf(module, about)
  const at = memberOf(module, activity.at)
  return (
    <li className={classes.line} data-overdue={overdue || undefined}>
      {may && (
        <Checkbox
          size="xs"
          checked={done}
          aria-label={say('day.finish', { record: title })}
          onChange={() => {
            setDone(true)
            void finish(module, record).then((made) => setDone(made))
          }}
        />
      )}
      <span className={classes.kind}>
        {kind && record[kind.name] != null && <MemberCell module={module} member={kind} value={record[kind.name]} />}
      </span>
      <Link href={modulePath(app.key, module.key, record._id)} className={classes.title}>
        {title}
      </Link>
      <span className={classes.about}>{member && <MemberCell module={module} member={member} value={record[member.name]} />}</span>
      <span className={classes.when}>
        {at && <MemberCell module={module} member={at} value={record[at.name]} />}
        {overdue && typeof record[activity.at] === 'string' && (
          <span className="unseen">
            {' '}
            {say('day.overdue')} {formats.ago(String(record[activity.at]))}
          </span>
        )}
      </span>
    </li>
  )
}
