// A record on a page of its own.
import { Link, useLocation } from 'wouter'
import { useApp, useModule } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import { moduleLabel } from '../data/titles.ts'
import { HeadingLevel } from '../shell/Heading.tsx'
import { NotFound } from '../shell/Notices.tsx'
import frame from '../shell/Shell.module.css'
import { TopBar } from '../shell/TopBar.tsx'
import { RecordView } from './RecordView.tsx'

export default function RecordPage({ module: key, id }: { readonly module: string; readonly id: string }) {
  const { app } = useApp()
  const module = useModule(key)
  const [, go] = useLocation()
  if (!module) return <NotFound />
  const label = moduleLabel(module)
  const list = modulePath(app.key, module.key)
  return (
    <>
      <TopBar
        title={label}
        crumbs={
          <Link href={list} className={frame.crumb}>
            {label}
          </Link>
        }
      />
      <HeadingLevel level={2}>
        <RecordView module={module} id={id} place="page" onGone={() => go(list)} />
      </HeadingLevel>
    </>
  )
}
