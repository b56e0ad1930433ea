// The address without a path: the app used last, else the first one, else the way to a new one.
import { useQuery } from '@tanstack/react-query'
import { Redirect } from 'wouter'
import { appPath } from '../data/paths.ts'
import { appsQuery, useSession } from '../data/queries.tsx'
import { useWords } from '../words/words.tsx'
import { lastApp } from './last-app.ts'
import { Empty, Failure, LoadingLines } from './Notices.tsx'
import { PlainFrame } from './PlainFrame.tsx'

export default function Home() {
  const say = useWords()
  const session = useSession()
  const apps = useQuery(appsQuery)
  if (apps.isError) return <Failure message={apps.error.message} retry={() => void apps.refetch()} />
  if (!apps.data) return <LoadingLines />
  const app = apps.data.find(({ key }) => key === lastApp()) ?? apps.data[0]
  if (app) return <Redirect to={appPath(app.key)} replace />
  if (session.data?.user?.admin) return <Redirect to="/new" replace />
  return (
    <PlainFrame title={say('home.none.title')}>
      <Empty title={say('home.none.title')} text={say('home.none.text')} />
    </PlainFrame>
  )
}
