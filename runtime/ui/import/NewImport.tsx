// The first half of an import: a file, how it is read, and what its columns are. All of it is in the address and in this tab, so a reload loses nothing.
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { usePreferences } from '../data/views.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { type Draft, draftOf, type FileForm, mapOf } from './draft.ts'
import { FileDrop } from './FileDrop.tsx'
import { FileLook } from './FileLook.tsx'
import { ImportFrame } from './ImportFrame.tsx'
import {
  keepPreview,
  keepUnfinished,
  type Preview,
  rememberMap,
  startImport,
  unfinishedOf,
  uploadFile,
  usePreview,
} from './import-data.tsx'
import { importPath } from './import-path.ts'
import { MapColumns } from './MapColumns.tsx'
import { recall } from './remembered.ts'

export function NewImport({ module }: { readonly module: Module }) {
  const say = useWords()
  const { app } = useApp()
  const [search, setSearch] = useSearchParams()
  const upload = search.get('upload') ?? undefined
  const sending = useMutation({
    mutationFn: async (file: File) => ({ file, preview: await uploadFile(app.key, module.key, file) }),
    onSuccess({ file, preview }) {
      keepPreview(app.key, module.key, preview)
      keepUnfinished(preview.upload, { name: file.name, form: {} })
      setSearch({ upload: preview.upload })
    },
    onError: (error) => tellFailure(say('import.file.refused'), error),
  })
  if (upload === undefined) {
    return (
      <ImportFrame module={module} step="file">
        <FileDrop sending={sending.isPending ? sending.variables.name : undefined} onFile={(file) => sending.mutate(file)} />
      </ImportFrame>
    )
  }
  return (
    <Uploaded
      key={upload}
      module={module}
      upload={upload}
      mapping={search.get('step') === 'columns'}
      onMapping={(mapping) => setSearch(mapping ? { upload, step: 'columns' } : { upload })}
      onOther={() => setSearch({})}
    />
  )
}

interface UploadedProps {
  readonly module: Module
  readonly upload: string
  readonly mapping: boolean
  readonly onMapping: (mapping: boolean) => void
  readonly onOther: () => void
}

function Uploaded({ module, upload, mapping, onMapping, onOther }: UploadedProps) {
  const say = useWords()
  const { app } = useApp()
  const [, go] = useLocation()
  const { preferences, known } = usePreferences()
  const [unfinished, setUnfinished] = useState(() => unfinishedOf(upload) ?? { name: module.key, form: {} })
  const { name, form, draft } = unfinished
  const change = (next: { readonly form: FileForm; readonly draft?: Draft }) => {
    setUnfinished({ name, ...next })
    keepUnfinished(upload, { name, ...next })
  }
  const preview = usePreview(app.key, module.key, upload, form)
  // Where the file cannot be read in the way that was chosen, the last way stays on screen for choosing another.
  const last = useRef<Preview>(undefined)
  if (preview.data) last.current = preview.data
  const shown = preview.data ?? last.current
  const remembered = shown && recall(preferences.import_maps, module.key, shown.headings)
  const checking = useMutation({
    async mutationFn({ chosen, from }: { readonly chosen: Draft; readonly from: Preview }) {
      const map = mapOf(chosen, form, from.headings)
      const id = await startImport(app.key, module.key, { upload, map, dryRun: true, name })
      await rememberMap(app.key, module.key, from.headings, map)
      return id
    },
    onSuccess: (id) => go(importPath(app.key, id)),
  })
  const step = mapping && preview.data ? 'columns' : 'file'
  return (
    <ImportFrame module={module} step={step}>
      {preview.isError && !shown && (
        <Failure message={preview.error.message} retry={() => (Object.keys(form).length > 0 ? change({ form: {} }) : onOther())} />
      )}
      {((preview.isPending && !shown) || !known) && <LoadingLines />}
      {shown && known && step === 'file' && (
        <FileLook
          name={name}
          preview={shown}
          stale={preview.isFetching}
          error={preview.error ?? undefined}
          form={form}
          // Another way of reading gives other headings, for which nothing was chosen yet.
          onForm={(next) => change({ form: next })}
          onOther={onOther}
          onNext={() => onMapping(true)}
        />
      )}
      {shown && known && step === 'columns' && (
        <MapColumns
          module={module}
          preview={shown}
          remembered={draft === undefined && remembered !== undefined}
          draft={draft ?? draftOf(remembered ?? shown.suggestion, shown.headings)}
          onDraft={(next) => change({ form, draft: next })}
          onSuggested={() => change({ form, draft: draftOf(shown.suggestion, shown.headings) })}
          onBack={() => onMapping(false)}
          onNext={(chosen) => checking.mutate({ chosen, from: shown })}
          busy={checking.isPending}
          error={checking.error ?? undefined}
        />
      )}
      <p className="unseen" role="status">
        {preview.isFetching ? say('loading') : ''}
      </p>
    </ImportFrame>
  )
}
