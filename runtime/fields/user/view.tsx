// A user of the installation, chosen from a list searched by name or pinyin initials, and shown by name.
import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { USER_MODULE } from '../../expression/storage.ts'
import { textOf } from '../../label.ts'
import { rankOf } from '../../match.ts'
import { frameOf, labelOf } from '../input-frame.ts'
import { useFieldServices } from '../services.tsx'
import type { InputProps } from '../view-contract.ts'
import { CLEAR, LOADING, NOTHING_FOUND } from '../view-words.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const services = useFieldServices()
  const { locale } = props.context
  const value = typeof props.value === 'string' && props.value !== '' ? props.value : null
  const [users, setUsers] = useState<readonly { readonly id: string; readonly name: string }[] | null>(null)

  useEffect(() => {
    let current = true
    services.users().then(
      (all) => current && setUsers(all),
      () => current && setUsers([]),
    )
    return () => {
      current = false
    }
  }, [services])

  const data = (users ?? []).map((user) => ({ value: user.id, label: user.name }))
  const known = value === null || data.some((user) => user.value === value)
  return (
    <Select
      {...frameOf(props)}
      data={known ? data : [...data, { value, label: services.titleOf(USER_MODULE, value) ?? value }]}
      value={value}
      onChange={(id) => props.onChange(id)}
      searchable
      filter={({ options, search }) =>
        options.filter((option) => search.trim() === '' || ('label' in option && rankOf(option.label, search) > 0))
      }
      allowDeselect={false}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `${textOf(CLEAR, locale)} ${labelOf(props)}` }}
      nothingFoundMessage={textOf(users === null ? LOADING : NOTHING_FOUND, locale)}
    />
  )
}
