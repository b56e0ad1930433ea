// Two people changed the same places: each is shown with both sides, and one of them is taken. Nothing of one's own is sent before.
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Edit } from '../../runtime/definition/edit.ts'
import { valueAt } from '../../runtime/definition/edit.ts'
import { textOf } from '../../runtime/label.ts'
import { peopleQuery } from '../../runtime/ui/data/queries.tsx'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition, useDraft, useEditorState } from '../editor/draft-context.tsx'
import type { Conflict } from '../editor/editor.ts'
import { placeName } from '../editor/place.ts'
import { words as editorWords } from '../editor/words.ts'
import { type Tell, useTell } from '../words/text.tsx'
import classes from './ConflictDialog.module.css'
import { words } from './words.ts'

export function ConflictDialog() {
  const save = useEditorState((state) => state.save)
  return save.kind === 'conflict' ? <Conflicts key={keyOf(save.conflicts)} conflicts={save.conflicts} /> : null
}

function keyOf(conflicts: readonly Conflict[]): string {
  return conflicts.map(({ path, at }) => `${path} ${at}`).join('|')
}

function Conflicts({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const tell = useTell()
  const locale = useLocale()
  const { editor } = useDraft()
  const definition = useDefinition()
  const { data: people = [] } = useQuery(peopleQuery)
  // The last thing somebody did at a place is what stands there.
  const last = [...new Map(conflicts.map((conflict) => [conflict.path, conflict])).values()]
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const choose = (path: string, own: boolean) => {
    const next = new Set(mine)
    if (own) next.add(path)
    else next.delete(path)
    setMine(next)
  }
  const when = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  return (
    <Dialog
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={tell(words.clashTitle)}
      size={640}
    >
      <p className={classes.text}>{tell(words.clashText)}</p>
      <ul className={classes.list}>
        {last.map(({ path, by, at, theirs }) => {
          const who = people.find(({ id }) => id === by)?.name ?? tell(editorWords.somebody)
          const name = placeName(definition, path, locale) || path
          return (
            <li key={path} className={classes.item}>
              <div className={classes.place}>
                <strong>{name}</strong>
                <span>{tell(words.byWhen, { who, when: when.format(new Date(at)) })}</span>
              </div>
              <dl className={classes.sides}>
                <dt>{tell(words.mine)}</dt>
                <dd data-chosen={mine.has(path) || undefined}>{shown(valueAt(definition, path), tell, locale)}</dd>
                <dt>{tell(words.theirs)}</dt>
                <dd data-chosen={!mine.has(path) || undefined}>{done(theirs, tell, locale)}</dd>
              </dl>
              <SegmentedControl
                size="xs"
                aria-label={name}
                value={mine.has(path) ? 'mine' : 'theirs'}
                onChange={(side) => choose(path, side === 'mine')}
                data={[
                  { value: 'mine', label: tell(words.mine) },
                  { value: 'theirs', label: tell(words.theirs) },
                ]}
              />
            </li>
          )
        })}
      </ul>
      <div className={classes.foot}>
        {last.length > 1 && (
          <>
            <Button variant="default" onClick={() => setMine(new Set(last.map(({ path }) => path)))}>
              {tell(words.allMine)}
            </Button>
            <Button variant="default" onClick={() => setMine(new Set())}>
              {tell(words.allTheirs)}
            </Button>
          </>
        )}
        <Button data-autofocus onClick={() => void editor.resolve([...mine])}>
          {tell(words.settle)}
        </Button>
      </div>
    </Dialog>
  )
}

/** What somebody did, in a few words. */
function done(edit: Edit, tell: Tell, locale: 'en' | 'zh-CN'): string {
  switch (edit.kind) {
    case 'set':
      return edit.value === undefined ? tell(words.removed) : shown(edit.value, tell, locale)
    case 'add':
      return tell(words.added, { value: shown(edit.item, tell, locale) })
    case 'remove':
      return tell(words.removed)
    case 'move':
      return tell(words.moved)
  }
}

const LONGEST = 200

function shown(value: unknown, tell: Tell, locale: 'en' | 'zh-CN'): string {
  if (value === undefined || value === null) return tell(words.nothing)
  if (typeof value !== 'object') return String(value)
  const { label, key, en, 'zh-CN': zh } = value as { label?: never; key?: string; en?: string; 'zh-CN'?: string }
  if (en !== undefined || zh !== undefined) return textOf({ en, 'zh-CN': zh }, locale)
  if (label !== undefined || key !== undefined) return textOf(label, locale, key)
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
