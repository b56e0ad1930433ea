// The roles of every app as boxes to tick, app by app.
import { Checkbox } from '@mantine/core'
import { useWords } from '../words/words.tsx'
import type { AppRoles, RolesOf } from './app-roles.tsx'
import classes from './People.module.css'

interface RolePickerProps {
  readonly apps: readonly AppRoles[]
  readonly value: RolesOf
  readonly onChange: (roles: RolesOf) => void
}

export function RolePicker({ apps, value, onChange }: RolePickerProps) {
  const say = useWords()
  const toggle = (app: string, role: string, chosen: boolean) => {
    const keys = (value[app] ?? []).filter((key) => key !== role)
    onChange({ ...value, [app]: chosen ? [...keys, role] : keys })
  }
  return (
    <>
      {apps.map(({ app, label, roles }) => (
        <fieldset key={app} className={classes.roles}>
          <legend>{label}</legend>
          {roles.map((role) => (
            <Checkbox
              key={role.key}
              label={role.label}
              description={role.design ? say(role.publish ? 'people.role.publishes' : 'people.role.designs') : undefined}
              checked={value[app]?.includes(role.key) ?? false}
              onChange={(event) => toggle(app, role.key, event.currentTarget.checked)}
            />
          ))}
          {roles.length === 0 && <p className={classes.quiet}>{say('people.roles.none')}</p>}
        </fieldset>
      ))}
    </>
  )
}
