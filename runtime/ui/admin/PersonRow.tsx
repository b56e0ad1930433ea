// One person: roles, administrator or not, allowed in or not. Each change is saved at once.
import { Checkbox, MultiSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { call } from '../data/api.ts'
import { queryClient } from '../data/queries.tsx'
import type { Person } from '../data/shapes.ts'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { type AppRoles, chosenRoles, roleChoices, rolesFrom } from './roles.tsx'

interface PersonRowProps {
  readonly person: Person
  readonly apps: readonly AppRoles[]
  /** The reader's own row: nobody shuts himself out. */
  readonly mine: boolean
}

export function PersonRow({ person, apps, mine }: PersonRowProps) {
  const say = useWords()
  const change = useMutation({
    mutationFn: (body: Record<string, unknown>) => call(`/users/${person.id}`, { method: 'PATCH', body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
    onError: (error) => tellFailure(say('people.not_saved', { name: person.name }), error),
  })
  return (
    <tr>
      <td>{person.name}</td>
      <td>{person.email}</td>
      <td>
        <MultiSelect
          size="xs"
          aria-label={say('people.roles_of', { name: person.name })}
          data={roleChoices(apps)}
          value={chosenRoles(person.roles)}
          onChange={(chosen) => change.mutate({ roles: rolesFrom(chosen) })}
        />
      </td>
      <td>
        <Checkbox
          aria-label={say('people.admin_of', { name: person.name })}
          checked={person.admin}
          disabled={mine}
          onChange={(event) => change.mutate({ admin: event.currentTarget.checked })}
        />
      </td>
      <td>
        <Checkbox
          aria-label={say('people.active_of', { name: person.name })}
          checked={!person.disabled}
          disabled={mine}
          onChange={(event) => change.mutate({ disabled: !event.currentTarget.checked })}
        />
      </td>
    </tr>
  )
}
