// A new app: its name, language, time zone and currency first, then what it starts from: a template, a blank page, or a file.
import { Button, FileButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { textOf } from '../../label.ts'
import account from '../account/Account.module.css'
import { call, messageOf, problemsOf } from '../data/api.ts'
import { appPath, designPath } from '../data/paths.ts'
import { appsQuery, queryClient, useSession } from '../data/queries.tsx'
import type { Refusal } from '../data/shapes.ts'
import { chooseLocale } from '../shell/choose-locale.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { AppSettings, type ChosenSettings, suggestedSettings } from './AppSettings.tsx'
import classes from './Setup.module.css'
import { type Template, TemplateCard } from './TemplateCard.tsx'

const BLANK = 'blank'

export default function NewAppPage() {
  const say = useWords()
  const locale = useLocale()
  const [, go] = useLocation()
  const session = useSession()
  const [settings, setSettings] = useState(() => suggestedSettings(locale))
  const [busy, setBusy] = useState<string>()
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const summary = useRef<HTMLDivElement>(null)
  const apps = useQuery(appsQuery)
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: async () => (await call<{ templates: Template[] }>('/templates')).templates,
  })
  const first = apps.data?.length === 0
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus()
  }, [problems])
  if (session.data?.user && !session.data.user.admin) return <Redirect to="/" replace />

  const change = (next: ChosenSettings) => {
    setSettings(next)
    // Whoever makes the first app chooses the language for both: the app and himself.
    if (first && next.locale !== settings.locale) chooseLocale(next.locale)
  }
  const create = async (what: string, source: Record<string, unknown>) => {
    setBusy(what)
    setProblems([])
    const { name, ...rest } = settings
    try {
      const label = name.trim() === '' ? {} : { label: name.trim() }
      const { key } = await call<{ key: string }>('/apps', { method: 'POST', body: { ...source, ...label, settings: rest } })
      await queryClient.invalidateQueries({ queryKey: ['apps'] })
      // Whoever starts from a blank page goes on to draw it.
      go(what === BLANK ? designPath(key) : appPath(key))
    } catch (error) {
      const told = problemsOf(error)
      setProblems(told.length > 0 ? told : [{ path: '', code: 'failed', message: messageOf(error) }])
    } finally {
      setBusy(undefined)
    }
  }
  const fromFile = async (file: File | null) => {
    if (!file) return
    let definition: unknown
    try {
      definition = JSON.parse(await file.text())
    } catch {
      setProblems([{ path: file.name, code: 'not_json', message: say('new.not_json', { file: file.name }) }])
      return
    }
    await create('file', { definition })
  }
  return (
    <PlainFrame
      title={say(first ? 'new.first' : 'new')}
      width={880}
      {...(apps.data && !first ? { back: { href: '/', label: say('back') } } : {})}
    >
      <p className={account.lead}>{say('new.text')}</p>
      {problems.length > 0 && (
        <div ref={summary} className={account.summary} role="alert" tabIndex={-1}>
          <strong>{say('new.refused', { count: problems.length })}</strong>
          <ul>
            {problems.map((problem) => (
              <li key={problem.path + problem.code + problem.message}>
                {problem.path && <code>{problem.path}</code>} {problem.message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <AppSettings value={settings} fallback={textOf(templates.data?.[0]?.label, locale)} onChange={change} />
      <h2 className={classes.heading}>{say('new.templates')}</h2>
      {templates.isPending && <LoadingLines count={3} />}
      {templates.isError && <Failure message={templates.error.message} retry={() => void templates.refetch()} />}
      <ul className={classes.templates}>
        {templates.data?.map((template) => (
          <TemplateCard
            key={template.key}
            template={template}
            wantsSample={first}
            busy={busy === template.key}
            onUse={(sample) => void create(template.key, { template: template.key, sample })}
          />
        ))}
      </ul>
      <h2 className={classes.heading}>{say('new.otherwise')}</h2>
      <div className={classes.otherwise}>
        <Button
          size="sm"
          variant="default"
          loading={busy === BLANK}
          onClick={() => void create(BLANK, { blank: settings.name.trim() ? { label: settings.name.trim() } : {} })}
        >
          {say('new.blank')}
        </Button>
        <FileButton accept="application/json,.json" onChange={(file) => void fromFile(file)}>
          {(props) => (
            <Button {...props} size="sm" variant="default" leftSection={<FileUp size={14} />} loading={busy === 'file'}>
              {say('new.file')}
            </Button>
          )}
        </FileButton>
      </div>
    </PlainFrame>
  )
}
