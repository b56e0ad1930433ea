// One person: name and address, roles by app, state, and what an administrator can do with the account. Whatever takes something away says first what.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Ellipsis, ShieldOff, ShieldPlus, UserCheck, UserCog, UserX } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '../account/Confirm.tsx'
import { call } from '../data/api.ts'
import { queryClient } from '../data/queries.tsx'
import type { Person } from '../data/shapes.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { Initials } from '../shell/Initials.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { type AppRoles, type RolesOf, rolesInWords } from './app-roles.tsx'
import classes from './People.module.css'
import { RolePicker } from './RolePicker.tsx'

interface PersonRowProps {
  readonly person: Person
  readonly apps: readonly AppRoles[]
  /** The reader's own row: nobody shuts himself out. */
  readonly mine: boolean
}

type Task = 'roles' | 'admin' | 'factor' | 'disable'
/** A task that is asked about before it is done. */
const QUESTIONS: Readonly<Record<Exclude<Task, 'roles'>, Record<string, unknown>>> = {
  admin: { admin: true },
  factor: { twoFactor: false },
  disable: { disabled: true },
}

export function PersonRow({ person, apps, mine }: PersonRowProps) {
  const say = useWords()
  const [task, setTask] = useState<Task>()
  const { name, email, admin, disabled } = person
  const change = useMutation({
    mutationFn: (body: Record<string, unknown>) => call(`/users/${person.id}`, { method: 'PATCH', body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
    onSuccess: () => tellDone(say('people.saved', { name })),
    onError: (error) => tellFailure(say('people.not_saved', { name }), error),
  })
  const close = () => setTask(undefined)
  const roles = rolesInWords(apps, person.roles)
  return (
    <tr data-disabled={disabled || undefined}>
      <td>
        <span className={classes.person}>
          <Initials name={name} />
          <span>
            {name}
            {mine && <span className={classes.quiet}> {say('people.you')}</span>}
            <span className={classes.email}>{email}</span>
          </span>
        </span>
      </td>
      <td>
        {roles.length === 0 && <span className={classes.quiet}>{say(admin ? 'people.roles.admin' : 'people.roles.none')}</span>}
        {roles.map(({ app, labels }) => (
          <span key={app.app} className={classes.appRoles}>
            {apps.length > 1 && <span className={classes.quiet}>{app.label}</span>}
            {labels.map((label) => (
              <span key={label} className={classes.pill}>
                {label}
              </span>
            ))}
          </span>
        ))}
      </td>
      <td>
        {admin && <span className={classes.adminPill}>{say('people.admin')}</span>}
        <span className={classes.state}>{say(disabled ? 'people.state.disabled' : 'people.state.active')}</span>
      </td>
      <td>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <ActionIcon aria-label={say('people.actions_of', { name })}>
              <Ellipsis size={16} strokeWidth={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<UserCog size={14} />} onClick={() => setTask('roles')}>
              {say('people.roles.change')}
            </Menu.Item>
            {!mine && (
              <>
                {admin ? (
                  <Menu.Item leftSection={<ShieldOff size={14} />} onClick={() => change.mutate({ admin: false })}>
                    {say('people.admin.end')}
                  </Menu.Item>
                ) : (
                  <Menu.Item leftSection={<ShieldPlus size={14} />} onClick={() => setTask('admin')}>
                    {say('people.admin.begin')}
                  </Menu.Item>
                )}
                <Menu.Item leftSection={<ShieldOff size={14} />} onClick={() => setTask('factor')}>
                  {say('people.factor')}
                </Menu.Item>
                <Menu.Divider />
                {disabled ? (
                  <Menu.Item leftSection={<UserCheck size={14} />} onClick={() => change.mutate({ disabled: false })}>
                    {say('people.enable')}
                  </Menu.Item>
                ) : (
                  <Menu.Item c="var(--red)" leftSection={<UserX size={14} />} onClick={() => setTask('disable')}>
                    {say('people.disable')}
                  </Menu.Item>
                )}
              </>
            )}
          </Menu.Dropdown>
        </Menu>
        {task === 'roles' && (
          <RolesDialog
            person={person}
            apps={apps}
            onClose={close}
            onSave={(next) => {
              change.mutate({ roles: next })
              close()
            }}
          />
        )}
        {task !== undefined && task !== 'roles' && (
          <Confirm
            title={say(`people.${task}.title`, { name })}
            text={say(`people.${task}.text`, { name })}
            action={say(`people.${task}.do`)}
            dangerous={task !== 'admin'}
            onClose={close}
            onConfirm={() => change.mutateAsync(QUESTIONS[task]).catch(() => undefined)}
          />
        )}
      </td>
    </tr>
  )
}

interface RolesDialogProps {
  readonly person: Person
  readonly apps: readonly AppRoles[]
  readonly onClose: () => void
  readonly onSave: (roles: RolesOf) => void
}

function RolesDialog({ person, apps, onClose, onSave }: RolesDialogProps) {
  const say = useWords()
  const [roles, setRoles] = useState<RolesOf>(person.roles)
  return (
    <Dialog onClose={onClose} title={say('people.roles_of', { name: person.name })} size={440}>
      <p className={classes.lead}>{say(person.admin ? 'people.roles.admin.text' : 'people.roles.text')}</p>
      <RolePicker apps={apps} value={roles} onChange={setRoles} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button onClick={() => onSave(roles)}>{say('save')}</Button>
      </div>
    </Dialog>
  )
}
