// What changed between any two versions, as the same document that publishing shows.
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ItemChange } from '../../runtime/definition/items.ts'
import { call } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Failure, LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useDraft } from '../editor/draft-context.tsx'
import { Page } from '../frame/Page.tsx'
import { Items } from '../publish/Items.tsx'
import document from '../publish/Publish.module.css'
import { useTell } from '../words/text.tsx'
import { RevertDialog } from './RevertDialog.tsx'
import classes from './Versions.module.css'
import { useVersions } from './versions-data.tsx'
import { words } from './words.ts'

export function VersionDiff({ from, to }: { readonly from: number; readonly to: number }) {
  const tell = useTell()
  const { app } = useApp()
  const { page } = useDraft()
  const [, go] = useLocation()
  const [reverting, setReverting] = useState(false)
  const { data: versions = [] } = useVersions()
  const found = useQuery({
    queryKey: ['version-diff', app.key, from, to],
    queryFn: () => call<{ items: readonly ItemChange[] }>(`/apps/${app.key}/versions/${to}/diff`, { query: { from } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const nameOf = (number: number) => (number === 0 ? tell(words.fromNothing) : tell(words.version, { number }))
  const choices = [...versions.map(({ number }) => number), 0].filter((number) => number !== to)
  return (
    <Page
      title={tell(words.version, { number: to })}
      text={tell(words.diffTitle, { from, to })}
      width={760}
      actions={
        to !== page.version &&
        page.publish && (
          <Button variant="default" leftSection={<History size={14} />} onClick={() => setReverting(true)}>
            {tell(words.revert)}
          </Button>
        )
      }
    >
      <div className={classes.compare}>
        <Link href={designPath(app.key, 'versions')}>{tell(words.back)}</Link>
        <Select
          label={tell(words.compareWith)}
          data={choices.map((number) => ({ value: String(number), label: nameOf(number) }))}
          value={String(from)}
          allowDeselect={false}
          onChange={(number) => go(`${designPath(app.key, `versions/${to}`)}?from=${number}`, { replace: true })}
        />
      </div>
      {found.isError && <Failure message={found.error.message} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingLines />}
      {found.data?.items.length === 0 && <p>{tell(words.same)}</p>}
      <div className={document.document}>
        <Items items={(found.data?.items ?? []).map((item) => ({ item }))} />
      </div>
      {reverting && <RevertDialog number={to} onClose={() => setReverting(false)} />}
    </Page>
  )
}
