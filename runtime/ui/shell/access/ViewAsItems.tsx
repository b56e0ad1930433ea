// The roles one may look at the app as, as items of the person's menu; while one does, the way out.
import { Menu } from '@mantine/core'
import { Eye, EyeOff } from 'lucide-react'
import { textOf } from '../../../label.ts'
import { useApp } from '../../data/app-context.tsx'
import { useLocale, useWords } from '../../words/words.tsx'
import { useAppRoles } from './app-roles.tsx'
import { stopViewing, useViewing, viewAs } from './view-as.ts'

export default function ViewAsItems() {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const roles = useAppRoles()
  const viewing = useViewing()
  if (viewing) {
    return (
      <Menu.Item leftSection={<EyeOff size={14} />} onClick={stopViewing}>
        {say('viewas.exit')}
      </Menu.Item>
    )
  }
  if (roles.length === 0) return null
  return (
    <>
      <Menu.Label>{say('viewas')}</Menu.Label>
      {roles.map(({ key, label }) => (
        <Menu.Item key={key} leftSection={<Eye size={14} />} onClick={() => viewAs({ app: app.key, role: key, label })}>
          {textOf(label, locale, key)}
        </Menu.Item>
      ))}
    </>
  )
}
