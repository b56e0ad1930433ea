// A record of another module: found by typing, shown by its title, opened by a click.
import { Select } from '@mantine/core'
import { useState } from 'react'
import { textOf } from '../../label.ts'
import { frameOf, labelOf } from '../input-frame.ts'
import { type FoundRecord, useRecordSearch } from '../record-search.tsx'
import { useFieldServices } from '../services.tsx'
import type { InputProps } from '../view-contract.ts'
import { CLEAR, LOADING, NOTHING_FOUND } from '../view-words.ts'
import { targetOf } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { field, context, onChange } = props
  const services = useFieldServices()
  const module = targetOf(field.options)
  const value = typeof props.value === 'string' && props.value !== '' ? props.value : null
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<FoundRecord | null>(null)

  const title = value === null ? '' : ((picked?.id === value ? picked.title : undefined) ?? services.titleOf(module, value) ?? value)
  // The list shows the chosen title as its search text; that is no search.
  const wanted = search === title ? '' : search

  const found = useRecordSearch(module, wanted, opened)

  // The chosen record is always known to the list, for its title; it is offered only among the records that match.
  const unlisted = value !== null && !found?.some((record) => record.id === value)
  const records = unlisted ? [{ id: value, title }, ...(found ?? [])] : (found ?? [])
  return (
    <Select
      {...frameOf(props)}
      data={records.map((record) => ({ value: record.id, label: record.title }))}
      filter={({ options }) => (unlisted && wanted !== '' ? options.slice(1) : options)}
      value={value}
      searchable
      allowDeselect={false}
      searchValue={search}
      onSearchChange={setSearch}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `${textOf(CLEAR, context.locale)} ${labelOf(props)}` }}
      nothingFoundMessage={textOf(found === null ? LOADING : NOTHING_FOUND, context.locale)}
      onChange={(id) => {
        setPicked(records.find((record) => record.id === id) ?? null)
        onChange(id)
      }}
    />
  )
}
