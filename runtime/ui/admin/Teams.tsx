// Teams: their members see what roles give to "the team"; their manager sees it of all members.
import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { guardComposition } from '../../fields/composition.ts'
import account from '../account/Account.module.css'
import { Confirm } from '../account/Confirm.tsx'
import { call } from '../data/api.ts'
import type { Person } from '../data/shapes.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { Empty } from '../shell/Notices.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './People.module.css'

interface Team {
  readonly id?: string
  readonly name: string
  readonly manager: string | null
  readonly members: readonly string[]
}

export function Teams({ people }: { readonly people: readonly Person[] }) {
  const say = useWords()
  const [editing, setEditing] = useState<Team>()
  const [removing, setRemoving] = useState<Team & { readonly id: string }>()
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
  const add = (
    <Button variant="default" leftSection={<Plus size={14} />} onClick={() => setEditing({ name: '', manager: null, members: [] })}>
      {say('teams.add')}
    </Button>
  )
  return (
    <section>
      {teams.data?.length === 0 && (
        <Empty
          title={say('teams.empty')}
          text={say('teams.lead')}
          picture={<UsersRound size={28} strokeWidth={1.25} aria-hidden />}
          action={add}
        />
      )}
      {teams.data && teams.data.length > 0 && (
        <>
          <p className={classes.lead}>{say('teams.lead')}</p>
          <ul className={account.lines}>
            {teams.data.map((team) => (
              <li key={team.id}>
                <span>
                  {team.name}
                  <span className={account.note}>
                    {[
                      ...(team.manager === null ? [] : [say('teams.managed', { name: nameOf(team.manager) })]),
                      team.members.length > 0 ? team.members.map(nameOf).join(say('list.comma')) : say('teams.nobody'),
                    ].join(' · ')}
                  </span>
                </span>
                <Button variant="default" aria-label={say('teams.edit_of', { team: team.name })} onClick={() => setEditing(team)}>
                  {say('edit')}
                </Button>
              </li>
            ))}
          </ul>
          <div className={classes.after}>{add}</div>
        </>
      )}
      {editing && (
        <Dialog onClose={() => setEditing(undefined)} title={editing.id ? editing.name : say('teams.add')}>
          <TeamForm
            team={editing}
            people={people}
            onSave={({ id, ...body }) => void finish(call(id ? `/teams/${id}` : '/teams', { method: id ? 'PATCH' : 'POST', body }))}
            onRemove={(id) => {
              setRemoving({ ...editing, id })
              setEditing(undefined)
            }}
          />
        </Dialog>
      )}
      {removing && (
        <Confirm
          title={say('teams.remove.title', { team: removing.name })}
          text={say('teams.remove.text')}
          action={say('teams.remove')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => finish(call(`/teams/${removing.id}`, { method: 'DELETE' }))}
        />
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
        description={say('teams.manager.what')}
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
