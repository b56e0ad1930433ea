// A new app: its language, time zone and currency first, then what it starts from: a template, a blank page, or a file.
import { Button, FileButton, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { type Label, LOCALES, textOf } from '../../label.ts'
import account from '../account/Account.module.css'
import { call, messageOf, problemsOf } from '../data/api.ts'
import { appPath } from '../data/paths.ts'
import { queryClient, useSession } from '../data/queries.tsx'
import type { Refusal } from '../data/shapes.ts'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { PlainFrame } from '../shell/PlainFrame.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { PipelinePreview } from './PipelinePreview.tsx'
import classes from './Setup.module.css'
import { CURRENCIES, timeZones } from './settings.ts'

interface Template {
  readonly key: string
  readonly label: Label
  readonly description: Label
  readonly modules: readonly { readonly key: string; readonly label: Label }[]
}

export default function NewAppPage() {
  const say = useWords()
  const locale = useLocale()
  const [, go] = useLocation()
  const session = useSession()
  const [language, setLanguage] = useState<string>(locale)
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai')
  const [currency, setCurrency] = useState(locale === 'en' ? 'USD' : 'CNY')
  const [name, setName] = useState('')
  const [busy, setBusy] = useState<string>()
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: async () => (await call<{ templates: Template[] }>('/templates')).templates,
  })
  if (session.data?.user && !session.data.user.admin) return <Redirect to="/" replace />

  const create = async (what: string, source: Record<string, unknown>) => {
    setBusy(what)
    setProblems([])
    try {
      const { key } = await call<{ key: string }>('/apps', {
        method: 'POST',
        body: { ...source, settings: { locale: language, timeZone, currency } },
      })
      await queryClient.invalidateQueries({ queryKey: ['apps'] })
      go(appPath(key))
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
    <PlainFrame title={say('new')} width={880} back={{ href: '/', label: say('back') }}>
      <p className={account.lead}>{say('new.text')}</p>
      {problems.length > 0 && (
        <div className={account.summary} role="alert">
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
      <div className={classes.settings}>
        <Select
          label={say('new.language')}
          allowDeselect={false}
          data={LOCALES.map((each) => ({ value: each, label: say(`language.${each}`) }))}
          value={language}
          onChange={(next) => next && setLanguage(next)}
        />
        <Select
          label={say('new.time_zone')}
          searchable
          allowDeselect={false}
          limit={80}
          data={timeZones(timeZone)}
          value={timeZone}
          onChange={(next) => next && setTimeZone(next)}
          nothingFoundMessage={say('nothing_found')}
        />
        <Select
          label={say('new.currency')}
          searchable
          allowDeselect={false}
          data={CURRENCIES.map((code) => ({
            value: code,
            label: `${code} · ${new Intl.DisplayNames(locale, { type: 'currency' }).of(code)}`,
          }))}
          value={currency}
          onChange={(next) => next && setCurrency(next)}
          nothingFoundMessage={say('nothing_found')}
        />
      </div>
      <h2 className={classes.heading}>{say('new.templates')}</h2>
      {templates.isPending && <LoadingLines count={3} />}
      {templates.isError && <Failure message={templates.error.message} retry={() => void templates.refetch()} />}
      <ul className={classes.templates}>
        {templates.data?.map((template) => (
          <li key={template.key} className={classes.template}>
            <PipelinePreview seed={template.modules.length} />
            <h3>{textOf(template.label, locale, template.key)}</h3>
            <p>{textOf(template.description, locale)}</p>
            <p className={account.quiet}>{template.modules.map((module) => textOf(module.label, locale, module.key)).join(' · ')}</p>
            <Button
              loading={busy === template.key}
              onClick={() => void create(template.key, { template: template.key })}
              aria-label={say('new.use', { template: textOf(template.label, locale, template.key) })}
            >
              {say('new.use_this')}
            </Button>
          </li>
        ))}
      </ul>
      <h2 className={classes.heading}>{say('new.otherwise')}</h2>
      <div className={classes.otherwise}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void create('blank', { blank: name.trim() ? { label: name.trim() } : {} })
          }}
        >
          <TextInput label={say('new.blank_name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" size="sm" variant="default" loading={busy === 'blank'}>
            {say('new.blank')}
          </Button>
        </form>
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
