// The records of other modules that refer to this one: one list per relation, with its count and a way to add.
import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { Field, Module } from '../../definition/app.ts'
import { isJson } from '../../expression/storage.ts'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import { memberNames, memberOf } from '../data/members.ts'
import { modulePath } from '../data/paths.ts'
import { useRecordPages } from '../data/records.tsx'
import { moduleLabel, recordTitle } from '../data/titles.ts'
import { Heading } from '../shell/Heading.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { NewRecordModal } from './NewRecordModal.tsx'
import classes from './Record.module.css'

const SHOWN = 10
const VALUES = 3

export function RelatedLists({ module, id }: { readonly module: Module; readonly id: string }) {
  const { app } = useApp()
  return module.incoming.map(({ module: key, field: name }) => {
    const other = app.modules.get(key)
    const field = other?.fields.get(name)
    const several = module.incoming.filter((each) => each.module === key).length > 1
    return other && field && <RelatedList key={`${key}.${name}`} module={other} field={field} id={id} several={several} />
  })
}

interface RelatedListProps {
  readonly module: Module
  readonly field: Field
  readonly id: string
  /** Other relations lead here from the same module; the field tells them apart. */
  readonly several: boolean
}

function RelatedList({ module, field, id, several }: RelatedListProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { app, abilities } = useApp()
  const [adding, setAdding] = useState(false)
  const columns = useMemo(() => {
    const view = [...module.views.values()].find(({ type }) => type === 'list')
    const names = (view?.fields ?? memberNames(module)).filter((name) => name !== module.title.key && name !== field.key)
    return names.slice(0, VALUES).flatMap((name) => memberOf(module, name) ?? [])
  }, [module, field])
  const request = useMemo(
    () => ({
      fields: [module.title.key, ...columns.map(({ name }) => name)],
      where: isJson(field.storage) ? `"${id}" in ${field.key}` : `${field.key} == "${id}"`,
      total: true,
      limit: SHOWN,
    }),
    [module, columns, field, id],
  )
  const pages = useRecordPages(module, request)
  const records = pages.data?.pages.flatMap((page) => page.records) ?? []
  const label = moduleLabel(module)
  const via = textOf(field.label, locale, field.key)
  return (
    <section className={classes.related} aria-label={`${label} · ${via}`}>
      <header>
        <Heading className={classes.relatedName}>
          {label} {several && <span className={classes.via}>{via}</span>}
        </Heading>
        <span className={`${classes.count} num`}>{formats.number(pages.data?.pages[0]?.total ?? 0)}</span>
        {abilities(module.key).create && (
          <Button
            variant="subtle"
            leftSection={<Plus size={14} />}
            onClick={() => setAdding(true)}
            aria-label={say('related.add', { module: label })}
          >
            {say('add')}
          </Button>
        )}
      </header>
      {pages.isError && <Failure message={pages.error.message} retry={() => void pages.refetch()} />}
      {pages.isPending && <LoadingLines count={2} />}
      {pages.data && records.length === 0 && <p className={classes.nothing}>{say('related.none')}</p>}
      {records.length > 0 && (
        <ul>
          {records.map((record) => (
            <li key={record._id}>
              <Link href={modulePath(app.key, module.key, record._id)}>{recordTitle(module, record) ?? say('record.untitled')}</Link>
              {columns.map((member) => (
                <span key={member.name}>
                  <MemberCell module={module} member={member} value={record[member.name]} />
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say('related.more')}
        </Button>
      )}
      <NewRecordModal
        module={module}
        opened={adding}
        preset={{ [field.key]: isJson(field.storage) ? [id] : id }}
        onClose={() => setAdding(false)}
      />
    </section>
  )
}
