// The parts of an app that can be drawn, in the order of the rail. A new part is one entry here.

import {
  BookA,
  Boxes,
  Braces,
  ChartColumn,
  Gauge,
  History,
  Languages,
  PanelLeft,
  Play,
  Rocket,
  Settings,
  ShieldCheck,
  Shuffle,
  Workflow,
} from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { CommandIcon } from '../../runtime/ui/shell/commands.ts'
import type { Words } from '../words/text.tsx'

export interface SurfaceProps {
  /** The key of the item the address names, as the module of `modules/deal`. */
  readonly item: string | undefined
}

export interface Surface {
  /** After `/design/<app>/`; the item's key may follow. */
  readonly path: string
  readonly label: Words
  readonly icon: CommandIcon
  readonly Screen: ComponentType<SurfaceProps>
  /** Stands in the top bar, not in the rail. */
  readonly aside?: boolean
}

export const SURFACES: readonly Surface[] = [
  {
    path: 'modules',
    label: { en: 'Modules', 'zh-CN': '模块' },
    icon: Boxes,
    Screen: lazy(() => import('../modules/ModulesScreen.tsx')),
  },
  {
    path: 'pipelines',
    label: { en: 'Pipelines', 'zh-CN': '流程' },
    icon: Workflow,
    Screen: lazy(() => import('../pipelines/PipelinesScreen.tsx')),
  },
  {
    path: 'scoring',
    label: { en: 'Scoring', 'zh-CN': '评分' },
    icon: Gauge,
    Screen: lazy(() => import('../scoring/ScoringScreen.tsx')),
  },
  {
    path: 'conversions',
    label: { en: 'Conversions', 'zh-CN': '转换' },
    icon: Shuffle,
    Screen: lazy(() => import('../conversions/ConversionsScreen.tsx')),
  },
  {
    path: 'reports',
    label: { en: 'Reports', 'zh-CN': '报表' },
    icon: ChartColumn,
    Screen: lazy(() => import('../reports/ReportsScreen.tsx')),
  },
  {
    path: 'roles',
    label: { en: 'Roles', 'zh-CN': '角色' },
    icon: ShieldCheck,
    Screen: lazy(() => import('../roles/RolesScreen.tsx')),
  },
  {
    path: 'navigation',
    label: { en: 'Navigation', 'zh-CN': '导航' },
    icon: PanelLeft,
    Screen: lazy(() => import('../navigation/NavigationScreen.tsx')),
  },
  {
    path: 'dictionaries',
    label: { en: 'Dictionaries', 'zh-CN': '字典' },
    icon: BookA,
    Screen: lazy(() => import('../dictionaries/DictionariesScreen.tsx')),
  },
  {
    path: 'languages',
    label: { en: 'Languages', 'zh-CN': '语言' },
    icon: Languages,
    Screen: lazy(() => import('../languages/LanguagesScreen.tsx')),
  },
  {
    path: 'settings',
    label: { en: 'Settings', 'zh-CN': '设置' },
    icon: Settings,
    Screen: lazy(() => import('../settings/SettingsScreen.tsx')),
  },
  {
    path: 'text',
    label: { en: 'Text', 'zh-CN': '文本' },
    icon: Braces,
    Screen: lazy(() => import('../text/TextScreen.tsx')),
  },
  {
    path: 'versions',
    label: { en: 'Versions', 'zh-CN': '版本' },
    icon: History,
    Screen: lazy(() => import('../versions/VersionsScreen.tsx')),
  },
  {
    path: 'preview',
    label: { en: 'Preview', 'zh-CN': '预览' },
    icon: Play,
    Screen: lazy(() => import('../preview/PreviewScreen.tsx')),
    aside: true,
  },
  {
    path: 'publish',
    label: { en: 'Publish', 'zh-CN': '发布' },
    icon: Rocket,
    Screen: lazy(() => import('../publish/PublishScreen.tsx')),
    aside: true,
  },
]
