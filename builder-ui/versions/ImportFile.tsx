// A definition from a file held against the draft: all its problems at once, or the items it would change, of which one chooses.
import { Button, Checkbox } from '@mantine/core'
import { useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ItemChange } from '../../runtime/definition/items.ts'
import type { Text } from '../../runtime/label.ts'
import { problem } from '../../runtime/problem.ts'
import { call, messageOf } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { FileZone } from '../../runtime/ui/import/FileZone.tsx'
import { tellDone, tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { Page } from '../frame/Page.tsx'
import { Items } from '../publish/Items.tsx'
import { PlanProblems } from '../publish/PlanDocument.tsx'
import document from '../publish/Publish.module.css'
import type { PlanProblem } from '../publish/plan.ts'
import { filled, tell as tellNow, useTell } from '../words/text.tsx'
import classes from './Versions.module.css'
import { words } from './words.ts'

interface Held {
  readonly name: string
  readonly problems: readonly PlanProblem[]
  readonly items: readonly ItemChange[]
  readonly notices: readonly Text[]
}

export function ImportFile() {
  const tell = useTell()
  const { app } = useApp()
  const { editor } = useDraft()
  const [held, setHeld] = useState<Held>()
  const [busy, setBusy] = useState(false)
  const read = async (file: File) => {
    setBusy(true)
    try {
      await editor.flush()
      const definition = parse(await file.text())
      if ('problem' in definition) setHeld({ name: file.name, problems: [definition.problem], items: [], notices: [] })
      else {
        const body = { definition: definition.value }
        const plan = await call<Partial<Held>>(`/apps/${app.key}/draft/import`, { method: 'POST', body })
        setHeld({ name: file.name, problems: [], items: [], notices: [], ...plan })
      }
    } catch (error) {
      tellFailure(tell(words.import), error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={tell(words.import)} text={tell(words.importText)} width={760}>
      <Link href={designPath(app.key, 'versions')}>{tell(words.back)}</Link>
      <FileZone
        kinds=".json,application/json"
        choose={tell(words.choose)}
        text={tell(words.drop)}
        busy={busy}
        onFile={(file) => void read(file)}
      />
      {held && held.problems.length > 0 && (
        <>
          <p>{tell(words.bad, { name: held.name })}</p>
          <PlanProblems problems={held.problems} linked={false} />
        </>
      )}
      {held && held.problems.length === 0 && <Chosen key={held.name + held.items.length} held={held} onDone={() => setHeld(undefined)} />}
    </Page>
  )
}

function parse(text: string): { readonly value: object } | { readonly problem: PlanProblem } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value }
    return { problem: notJson('{ … }') }
  } catch (error) {
    return { problem: notJson(messageOf(error)) }
  }
}

function notJson(why: string): PlanProblem {
  const { en, 'zh-CN': zh } = filled(words.notJson, { why })
  return problem('', 'json', en, zh)
}

function Chosen({ held, onDone }: { readonly held: Held; readonly onDone: () => void }) {
  const tell = useTell()
  const change = useChange()
  const { app } = useApp()
  const [, go] = useLocation()
  const [left, setLeft] = useState<ReadonlySet<ItemChange>>(new Set())
  const rows = useRef(held.items.map((item) => ({ item })))
  const chosen = held.items.filter((item) => !left.has(item))
  const take = () => {
    const label = filled(words.importName, { name: held.name })
    if (!change({ label, edits: chosen.flatMap(({ edits }) => edits) })) return
    tellDone(tellNow(words.taken, { count: chosen.length }))
    onDone()
    go(designPath(app.key, 'publish'))
  }
  const toggle = (item: ItemChange) => {
    const next = new Set(left)
    if (!next.delete(item)) next.add(item)
    setLeft(next)
  }
  return (
    <>
      {held.notices.map((notice) => (
        <p key={notice.en}>{tell(notice)}</p>
      ))}
      {held.items.length === 0 ? (
        <p>{tell(words.nothing, { name: held.name })}</p>
      ) : (
        <>
          <div className={classes.pick}>
            <h2>{tell(words.found, { name: held.name })}</h2>
            <Button variant="subtle" size="compact-sm" onClick={() => setLeft(new Set())}>
              {tell(words.all)}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setLeft(new Set(held.items.filter(({ kind }) => kind !== 'add')))}>
              {tell(words.onlyNew)}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setLeft(new Set(held.items))}>
              {tell(words.none)}
            </Button>
          </div>
          <div className={document.document}>
            <Items
              items={rows.current}
              before={({ item }) => (
                <Checkbox size="xs" mt={4} aria-label={tell(item.sentence)} checked={!left.has(item)} onChange={() => toggle(item)} />
              )}
            />
          </div>
          <div className={document.foot}>
            <div className={document.buttons}>
              <Button size="sm" disabled={chosen.length === 0} onClick={take}>
                {tell(words.take, { count: chosen.length })}
              </Button>
            </div>
          </div>
        </>
      )}
    </>
  )
}
