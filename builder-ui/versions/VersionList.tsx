// The list of versions, newest first: who published it, when, and why; what it changed, its file, and the way back to it.
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Download, FileUp, GitCompare, History } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { canonicalText } from '../../runtime/definition/canonical.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Failure, LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition, useDraft } from '../editor/draft-context.tsx'
import { Page } from '../frame/Page.tsx'
import { useTell } from '../words/text.tsx'
import { RevertDialog } from './RevertDialog.tsx'
import classes from './Versions.module.css'
import { downloadHref, useAuthor, useVersions, type Version } from './versions-data.tsx'
import { words } from './words.ts'

export function VersionList() {
  const tell = useTell()
  const { app } = useApp()
  const definition = useDefinition()
  const [, go] = useLocation()
  const found = useVersions()
  const [reverting, setReverting] = useState<number>()
  const download = () => {
    const url = URL.createObjectURL(new Blob([canonicalText(definition)], { type: 'application/json' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: `${app.key}-draft.json` })
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Page
      title={tell(words.title)}
      text={tell(words.text)}
      width={900}
      actions={
        <>
          <Button variant="default" leftSection={<FileUp size={14} />} onClick={() => go(designPath(app.key, 'versions/import'))}>
            {tell(words.import)}
          </Button>
          <Button variant="default" leftSection={<Download size={14} />} onClick={download}>
            {tell(words.export)}
          </Button>
        </>
      }
    >
      {found.isError && <Failure message={found.error.message} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingLines />}
      <ol className={classes.list}>
        {found.data?.map((version, index) => (
          <Line key={version.number} version={version} live={index === 0} onRevert={() => setReverting(version.number)} />
        ))}
      </ol>
      {reverting !== undefined && <RevertDialog number={reverting} onClose={() => setReverting(undefined)} />}
    </Page>
  )
}

interface LineProps {
  readonly version: Version
  readonly live: boolean
  readonly onRevert: () => void
}

function Line({ version: { number, at, author, note }, live, onRevert }: LineProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const { page } = useDraft()
  const nameOf = useAuthor()
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.settings.timeZone })
  const downloadLabel = tell(words.download, { number })
  return (
    <li className={classes.line}>
      <Link href={designPath(app.key, `versions/${number}`)} className={classes.number}>
        {tell(words.version, { number })}
        {live && <span className={classes.live}>{tell(words.live)}</span>}
      </Link>
      <div className={classes.about}>
        <p data-none={note === null || undefined}>{note ?? tell(words.noNote)}</p>
        <p className={classes.who}>
          {nameOf(author)} · <time dateTime={at}>{when.format(new Date(at))}</time>
        </p>
      </div>
      <div className={classes.tools}>
        <Tooltip label={tell(words.changes)}>
          <ActionIcon
            component={Link}
            href={designPath(app.key, `versions/${number}`)}
            aria-label={`${tell(words.version, { number })}: ${tell(words.changes)}`}
          >
            <GitCompare size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={downloadLabel}>
          <ActionIcon component="a" href={downloadHref(app.key, number)} download aria-label={downloadLabel}>
            <Download size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
        {!live && page.publish && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<History size={14} />}
            aria-label={tell(words.revertTitle, { number })}
            onClick={onRevert}
          >
            {tell(words.revert)}
          </Button>
        )}
      </div>
    </li>
  )
}
