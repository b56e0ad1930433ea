// Records of another module: found by typing, kept as pills.
import { MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { textOf } from '../../label.ts'
import { frameOf, labelOf } from '../input-frame.ts'
import { useRecordSearch } from '../record-search.tsx'
import { useFieldServices } from '../services.tsx'
import type { InputProps } from '../view-contract.ts'
import { CLEAR, LOADING, NOTHING_FOUND } from '../view-words.ts'
import { targetOf } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { field, context, onChange } = props
  const services = useFieldServices()
  const module = targetOf(field.options)
  const { most = 50 } = field.options as { readonly most?: number }
  const value = Array.isArray(props.value) ? props.value.map(String) : []
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map())

  const found = useRecordSearch(module, search, opened)

  // Chosen records are always known to the list, for their titles; offered are only those that match.
  const offered = (found ?? []).filter(({ id }) => !value.includes(id))
  const chosen = value.map((id) => ({ id, title: picked.get(id) ?? services.titleOf(module, id) ?? id }))
  return (
    <MultiSelect
      {...frameOf(props)}
      data={[...chosen, ...offered].map(({ id, title }) => ({ value: id, label: title }))}
      filter={({ options }) => options.slice(chosen.length)}
      value={value}
      maxValues={most}
      searchable
      hidePickedOptions
      searchValue={search}
      onSearchChange={setSearch}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `${textOf(CLEAR, context.locale)} ${labelOf(props)}` }}
      nothingFoundMessage={textOf(found === null ? LOADING : NOTHING_FOUND, context.locale)}
      onChange={(ids) => {
        setPicked(new Map([...picked, ...offered.filter(({ id }) => ids.includes(id)).map(({ id, title }) => [id, title] as const)]))
        onChange(ids.length === 0 ? null : ids)
      }}
    />
  )
}
