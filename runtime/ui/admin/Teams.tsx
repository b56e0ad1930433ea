// Teams: their members see what roles give to "the team"; their manager sees it of all members.
import { Button, Modal, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { guardComposition } from '../../fields/composition.ts'
import account from '../account/Account.module.css'
import { call } from '../data/api.ts'
import type { Person } from '../data/shapes.ts'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'

interface Team {
  readonly id?: string
  readonly name: string
  readonly manager: string | null
  readonly members: readonly string[]
}

export function Teams({ people }: { readonly people: readonly Person[] }) {
  const say = useWords()
  const [editing, setEditing] = useState<Team>()
  const teams = useQuery({ queryKey: ['teams'], queryFn: async () => (await call<{ teams: Team[] }>('/teams')).teams })
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id
  const finish = (work: Promise<unknown>) =>
    work.then(
      () => {
        setEditing(undefined)
        void teams.refetch()
      },
      (error) => tellFailure(say('teams.not_saved'), error),
    )
  return (
    <section className={account.section}>
      <h2>{say('teams')}</h2>
      <ul className={account.lines}>
        {teams.data?.map((team) => (
          <li key={team.id}>
            <span>{team.name}</span>
            <span className={account.quiet}>
              {team.manager && `${say('teams.manager')} ${nameOf(team.manager)} · `}
              {team.members.map(nameOf).join(say('list.comma'))}
            </span>
            <Button variant="default" onClick={() => setEditing(team)}>
              {say('edit')}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        mt="sm"
        variant="default"
        leftSection={<Plus size={14} />}
        onClick={() => setEditing({ name: '', manager: null, members: [] })}
      >
        {say('teams.add')}
      </Button>
      {editing && (
        <Modal
          opened
          onClose={() => setEditing(undefined)}
          title={editing.id ? editing.name : say('teams.add')}
          closeButtonProps={{ 'aria-label': say('close') }}
        >
          <TeamForm
            team={editing}
            people={people}
            onSave={({ id, ...body }) => void finish(call(id ? `/teams/${id}` : '/teams', { method: id ? 'PATCH' : 'POST', body }))}
            onRemove={(id) => void finish(call(`/teams/${id}`, { method: 'DELETE' }))}
          />
        </Modal>
      )}
    </section>
  )
}

interface TeamFormProps {
  readonly team: Team
  readonly people: readonly Person[]
  readonly onSave: (team: Team) => void
  readonly onRemove: (id: string) => void
}

function TeamForm({ team, people, onSave, onRemove }: TeamFormProps) {
  const say = useWords()
  const [name, setName] = useState(team.name)
  const [manager, setManager] = useState(team.manager)
  const [members, setMembers] = useState<string[]>([...team.members])
  const data = people.map((person) => ({ value: person.id, label: person.name }))
  return (
    <form
      className={account.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSave({ ...(team.id ? { id: team.id } : {}), name: name.trim(), manager, members })
      }}
    >
      <TextInput
        data-autofocus
        label={say('team.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDownCapture={guardComposition}
      />
      <Select
        label={say('teams.manager')}
        data={data}
        value={manager}
        onChange={setManager}
        clearable
        clearButtonProps={{ 'aria-label': say('clear') }}
        searchable
      />
      <MultiSelect label={say('teams.members')} data={data} value={members} onChange={setMembers} searchable />
      <div style={{ display: 'flex', gap: 8 }}>
        <Button type="submit" disabled={name.trim() === ''}>
          {say('save')}
        </Button>
        {team.id && (
          <Button variant="default" onClick={() => team.id && onRemove(team.id)}>
            {say('teams.remove')}
          </Button>
        )}
      </div>
    </form>
  )
}
