// Modules: the map of all of them, or one of them with its form, views and rules.
import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Empty } from '../../runtime/ui/shell/Notices.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { useTell } from '../words/text.tsx'
import { ModuleScreen } from './ModuleScreen.tsx'
import { MapScreen } from './map/MapScreen.tsx'
import { words } from './words.ts'

export default function ModulesScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const { app } = useApp()
  const [, go] = useLocation()
  const { modules } = useDefinition()
  if (item === undefined) return <MapScreen />
  const module = modules.find(({ key }) => key === item)
  if (module) return <ModuleScreen key={item} module={module} />
  const back = <Button onClick={() => go(designPath(app.key, 'modules'))}>{tell(words.toMap)}</Button>
  return <Empty level={1} title={tell(words.gone)} text={tell(words.goneText)} action={back} />
}
