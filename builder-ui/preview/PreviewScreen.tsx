// Trying the draft: the real pages over a hidden copy of the data, as any role, as wide as a desk or a phone.
import { ActionIcon, Button, Group, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { ExternalLink, Monitor, Play, RefreshCw, Smartphone, Square } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { textOf } from '../../runtime/label.ts'
import { Empty, Failure, LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useNarrow } from '../../runtime/ui/shell/Shell.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition, useDraft, useEditorState } from '../editor/draft-context.tsx'
import { Page } from '../frame/Page.tsx'
import { ProblemText } from '../frame/ProblemText.tsx'
import { type Tell, useTell } from '../words/text.tsx'
import classes from './Preview.module.css'
import { type Preview, type PreviewData, usePreview } from './preview-data.tsx'
import { words } from './words.ts'

const DATA: readonly PreviewData[] = ['live', 'sample', 'none']

export default function PreviewScreen() {
  const tell = useTell()
  const locale = useLocale()
  const narrow = useNarrow()
  const { editor, page } = useDraft()
  const definition = useDefinition()
  const { roles = [] } = definition
  const version = useEditorState((state) => state.version)
  const [search] = useSearchParams()
  const { found, busy, problems, make, change, end } = usePreview()
  const preview = found.data ?? undefined
  const [wantedRole, setWantedRole] = useState<string | null>(search.get('role'))
  const [wantedData, setWantedData] = useState<PreviewData>()
  const [width, setWidth] = useState<'desktop' | 'phone'>('desktop')
  const names = new Map(roles.map(({ key, label }) => [key, textOf(label, locale, key)]))
  const modules = new Map(definition.modules.map(({ key, label }) => [key, textOf(label, locale, key)]))
  const known = (role: string | null | undefined) => (role != null && names.has(role) ? role : undefined)
  const role = known(wantedRole) ?? known(preview?.role) ?? roles[0]?.key
  // Only who may publish may look at live data through any role.
  const offered = DATA.filter((each) => each !== 'live' || page.publish)
  const data = wantedData ?? preview?.data ?? offered[0]!
  if (found.isError) return <Failure message={found.error.message} retry={() => void found.refetch()} />
  if (found.isPending) return <LoadingLines />
  if (role === undefined) return <Empty title={tell(words.title)} text={tell(words.noRole)} level={1} />
  const start = async (as = role, of = data) => {
    await editor.flush()
    await make(of, as)
  }
  const controls = (
    <>
      <Select
        size="xs"
        aria-label={tell(words.role)}
        leftSection={<span className={classes.as}>{tell(words.role)}</span>}
        leftSectionWidth={44}
        data={roles.map(({ key }) => ({ value: key, label: names.get(key)! }))}
        value={role}
        allowDeselect={false}
        onChange={(next) => {
          if (next === null) return
          setWantedRole(next)
          // The copy knows the roles of the draft it was made from; a newer one needs a new copy.
          if (preview) void (preview.version === version ? change(next) : start(next))
        }}
      />
      <Select
        size="xs"
        aria-label={tell(words.data)}
        data={offered.map((each) => ({ value: each, label: tell(words[each]) }))}
        value={data}
        allowDeselect={false}
        onChange={(next) => {
          if (next === null) return
          setWantedData(next as PreviewData)
          if (preview) void start(role, next as PreviewData)
        }}
      />
    </>
  )
  const faults = problems.length > 0 && (
    <div className={classes.problems} role="alert">
      <h2>{tell(words.failed)}</h2>
      <ul>
        {problems.map(({ path, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one place may have two problems
          <li key={`${path} ${index}`}>
            <ProblemText path={path} message={message} />
          </li>
        ))}
      </ul>
    </div>
  )
  if (!preview) {
    return (
      <Page title={tell(words.title)} text={tell(words.text)} width={640}>
        <Group gap="xs">
          {controls}
          <Button loading={busy} leftSection={<Play size={14} strokeWidth={1.75} />} onClick={() => void start()}>
            {tell(words.start)}
          </Button>
        </Group>
        {busy && <p role="status">{tell(words.making)}</p>}
        {faults}
      </Page>
    )
  }
  const stale = preview.version !== version
  return (
    <div className={classes.screen}>
      <div className={classes.bar}>
        <h1 className="unseen">{tell(words.title)}</h1>
        {controls}
        {!narrow && (
          <SegmentedControl
            size="xs"
            aria-label={tell(words.width)}
            value={width}
            onChange={(next) => setWidth(next as 'desktop' | 'phone')}
            data={[
              { value: 'desktop', label: <WidthLabel icon={Monitor} text={tell(words.desktop)} /> },
              { value: 'phone', label: <WidthLabel icon={Smartphone} text={tell(words.phone)} /> },
            ]}
          />
        )}
        <p className={classes.about} title={decided(preview, tell)}>
          {busy ? tell(words.making) : stale ? tell(words.stale) : copied(preview, modules, tell)}
        </p>
        <Button
          variant={stale ? 'filled' : 'default'}
          loading={busy}
          leftSection={<RefreshCw size={14} strokeWidth={1.75} />}
          onClick={() => void start()}
        >
          {tell(words.renew)}
        </Button>
        <Tooltip label={tell(words.openNew)}>
          <ActionIcon component="a" href={preview.url} target="_blank" rel="noopener" aria-label={tell(words.openNew)}>
            <ExternalLink size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={tell(words.end)}>
          <ActionIcon aria-label={tell(words.end)} onClick={() => void end()}>
            <Square size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
      {faults}
      <div className={classes.stage} data-width={narrow ? 'desktop' : width}>
        <iframe
          key={`${preview.key} ${preview.role}`}
          className={classes.frame}
          src={preview.url}
          title={tell(words.frame, { role: names.get(preview.role) ?? preview.role })}
        />
      </div>
    </div>
  )
}

function WidthLabel({ icon: Icon, text }: { readonly icon: typeof Monitor; readonly text: string }) {
  return (
    <span className={classes.choice}>
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      {text}
    </span>
  )
}

/** How many records came along; where it is not all of them, which. */
function copied(preview: Preview, names: ReadonlyMap<string, string>, tell: Tell): string {
  const all = Object.entries(preview.copied)
  const count = all.reduce((sum, [, each]) => sum + each.copied, 0)
  const parts = all
    .filter(([, each]) => each.copied < each.of)
    .map(([module, each]) => tell(words.part, { module: names.get(module) ?? module, ...each }))
  return [tell(words.copied, { count }), ...parts].join(' · ')
}

function decided(preview: Preview, tell: Tell): string | undefined {
  if (preview.decisions.length === 0) return undefined
  const list = preview.decisions.map(({ question, label }) => tell(words.answer, { question: tell(question), answer: tell(label) }))
  return tell(words.decided, { list: list.join(' ') })
}
