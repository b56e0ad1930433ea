// While somebody types: records that look the same, so that nobody makes one twice.
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CopyCheck } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import type { FormState } from '../form/form-state.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Record.module.css'

const MergeDialog = lazy(() => import('../merge/MergeDialog.tsx'))

interface Duplicate {
  readonly _id: string
  readonly title: string | null
  readonly fields: readonly string[]
  readonly blocks: boolean
}

const PAUSE = 400

export function DuplicateNotice({ form }: { readonly form: FormState }) {
  const say = useWords()
  const { app, abilities } = useApp()
  const [, go] = useLocation()
  const [merging, setMerging] = useState<string>()
  const { module, values } = form
  const may = abilities(module.key)
  const watched = useMemo(
    () => [
      ...new Set([
        ...[...module.fields.values()].filter((field) => field.unique && !field.assigned).map(({ key }) => key),
        ...module.duplicates.flatMap(({ fields }) => fields),
      ]),
    ],
    [module],
  )
  const text = JSON.stringify(Object.fromEntries(watched.map((name) => [name, values[name] ?? null])))
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  const except = typeof values._id === 'string' ? values._id : undefined
  const { data } = useQuery({
    queryKey: ['duplicates', app.key, module.key, except ?? '', settled],
    enabled: form.dirty && watched.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const body = { values: JSON.parse(settled), ...(except ? { except } : {}) }
      return (
        await call<{ duplicates: Duplicate[] }>(`/apps/${app.key}/records/${module.key}/duplicates`, { method: 'POST', body, signal })
      ).duplicates
    },
  })
  if (!form.dirty || !data || data.length === 0) return null
  const blocks = data.some((each) => each.blocks)
  return (
    <div className={classes.notice} data-strong={blocks || undefined} role="status">
      <CopyCheck size={16} strokeWidth={1.75} aria-hidden />
      <div>
        <strong>{say(blocks ? 'duplicate.same' : 'duplicate.like')}</strong>
        <ul>
          {data.map((each) => (
            <li key={each._id}>
              <a href={modulePath(app.key, module.key, each._id)} target="_blank" rel="noreferrer">
                {each.title ?? say('record.untitled')}
              </a>{' '}
              <span className={classes.via}>
                {each.fields.map((key) => textOf(module.fields.get(key)?.label, module.title.context.locale, key)).join(say('list.joiner'))}
              </span>
              {except !== undefined && may.update && may.delete && (
                <Button variant="subtle" size="compact-xs" ml={6} onClick={() => setMerging(each._id)}>
                  {say('merge.open')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      <Suspense>
        {merging !== undefined && except !== undefined && (
          <MergeDialog
            module={module}
            ids={[except, merging]}
            onClose={() => setMerging(undefined)}
            onMerged={(kept) => {
              setMerging(undefined)
              form.reset()
              if (kept !== except) go(modulePath(app.key, module.key, kept))
            }}
          />
        )}
      </Suspense>
    </div>
  )
}
