// Values that are read but not clicked: on a card or a line that is itself one target, a relation is no link.
import { type ReactNode, useMemo } from 'react'
import { type FieldServices, FieldServicesProvider, useFieldServices } from '../../fields/services.tsx'

export function PlainCells({ children }: { readonly children: ReactNode }) {
  const services = useFieldServices()
  const plain = useMemo<FieldServices>(
    () => ({ searchRecords: services.searchRecords, titleOf: services.titleOf, users: services.users }),
    [services],
  )
  return <FieldServicesProvider services={plain}>{children}</FieldServicesProvider>
}
