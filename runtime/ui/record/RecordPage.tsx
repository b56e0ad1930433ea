// A record on a page of its own. Opened from a list it steps through that list (J and K) and leads back to it as it was.
import { ActionIcon, Tooltip } from '@mantine/core'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp, useModule } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import { moduleLabel } from '../data/titles.ts'
import { isTyping } from '../list/Toolbar.tsx'
import { HeadingLevel } from '../shell/Heading.tsx'
import { leaveOrAsk } from '../shell/leave-guard.ts'
import { NotFound } from '../shell/Notices.tsx'
import frame from '../shell/Shell.module.css'
import { TopBar } from '../shell/TopBar.tsx'
import { useWords } from '../words/words.tsx'
import { lastList } from './last-list.ts'
import { RecordView } from './RecordView.tsx'

export default function RecordPage({ module: key, id }: { readonly module: string; readonly id: string }) {
  const module = useModule(key)
  return module ? <Page module={module} id={id} /> : <NotFound />
}

function Page({ module, id }: { readonly module: Module; readonly id: string }) {
  const { app } = useApp()
  const [, go] = useLocation()
  const label = moduleLabel(module)
  const from = lastList(app.key, module.key)
  const list = from?.href ?? modulePath(app.key, module.key)
  return (
    <>
      <TopBar
        title={label}
        crumbs={
          <Link href={list} className={frame.crumb}>
            {label}
          </Link>
        }
        actions={from?.ids.includes(id) && <Steps module={module} ids={from.ids} id={id} />}
      />
      <HeadingLevel level={2}>
        <RecordView module={module} id={id} place="page" onGone={() => go(list)} />
      </HeadingLevel>
    </>
  )
}

interface StepsProps {
  readonly module: Module
  readonly ids: readonly string[]
  readonly id: string
}

function Steps({ module, ids, id }: StepsProps) {
  const say = useWords()
  const { app } = useApp()
  const [, go] = useLocation()
  const index = ids.indexOf(id)
  const step = (by: number) => {
    const next = ids[index + by]
    if (next) leaveOrAsk(() => go(modulePath(app.key, module.key, next), { replace: true }))
  }
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'j' || event.key === 'J') step(1)
      else if (event.key === 'k' || event.key === 'K') step(-1)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  return (
    <>
      <Tooltip label={say('record.previous')}>
        <ActionIcon aria-label={say('record.previous')} disabled={index <= 0} onClick={() => step(-1)}>
          <ChevronUp size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={say('record.next')}>
        <ActionIcon aria-label={say('record.next')} disabled={index >= ids.length - 1} onClick={() => step(1)}>
          <ChevronDown size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
