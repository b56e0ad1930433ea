// One module: its name above, and below the part of it that is drawn: form, views, rules or what holds for the whole module. The address says which.
import { useMemo } from 'react'
import { Link, useSearchParams } from 'wouter'
import { stepsOf } from '../../runtime/definition/edit.ts'
import type { ModuleDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Icon } from '../../runtime/ui/shell/icons.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useSelection } from '../editor/selection.tsx'
import { useTell } from '../words/text.tsx'
import { FormDesigner } from './form/FormDesigner.tsx'
import classes from './Modules.module.css'
import { RulesEditor } from './rules/RulesEditor.tsx'
import { ModuleSettings } from './settings/ModuleSettings.tsx'
import { ViewsEditor } from './views/ViewsEditor.tsx'
import { words } from './words.ts'

const PARTS = ['form', 'views', 'rules', 'settings'] as const
type Part = (typeof PARTS)[number]

/** Where the members of a module are set; what is not listed holds for the module as a whole. */
const PART_OF: Readonly<Record<string, Part>> = { fields: 'form', layout: 'form', views: 'views', rules: 'rules', duplicates: 'rules' }

export function ModuleScreen({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [part, hrefOf] = usePart(module.key)
  const Shown = { form: FormDesigner, views: ViewsEditor, rules: RulesEditor, settings: ModuleSettings }[part]
  return (
    <div className={classes.module}>
      <header className={classes.head}>
        <Link href={designPath(app.key, 'modules')}>{tell(words.modules)}</Link>
        <span aria-hidden>›</span>
        <Icon name={module.icon ?? ''} />
        <h1>{textOf(module.label, locale, module.key)}</h1>
        <nav className={classes.parts} aria-label={tell(words.parts)}>
          {PARTS.map((each) => (
            <Link key={each} href={hrefOf(each)} aria-current={each === part ? 'page' : undefined}>
              {tell(words[each])}
            </Link>
          ))}
        </nav>
      </header>
      <div className={classes.part}>
        <Shown module={module} />
      </div>
    </div>
  )
}

/** The part the selected place is in, else the one the address names. */
function usePart(module: string): readonly [Part, (part: Part) => string] {
  const [at] = useSelection()
  const { app } = useApp()
  const [search] = useSearchParams()
  const part = useMemo((): Part => {
    const [list, key, member] = stepsOf(at ?? '')
    if (list === 'modules' && key === module && member !== undefined) return PART_OF[member] ?? 'settings'
    const named = search.get('part')
    return PARTS.find((each) => each === named) ?? 'form'
  }, [at, search, module])
  return [part, (each) => `${designPath(app.key, `modules/${module}`)}${each === 'form' ? '' : `?part=${each}`}`]
}
