// The versions of an app: the list, the difference of any two, and a file held against the draft.
import { useSearchParams } from 'wouter'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { ImportFile } from './ImportFile.tsx'
import { VersionDiff } from './VersionDiff.tsx'
import { VersionList } from './VersionList.tsx'

export default function VersionsScreen({ item }: SurfaceProps) {
  const [search] = useSearchParams()
  if (item === 'import') return <ImportFile />
  if (item !== undefined && /^\d+$/.test(item)) {
    const from = search.get('from')
    return <VersionDiff to={Number(item)} from={from !== null && /^\d+$/.test(from) ? Number(from) : Number(item) - 1} />
  }
  return <VersionList />
}
