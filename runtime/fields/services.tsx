// What the views of relations and users ask of the app around them: records to choose from, titles to show, a way to open a record.
import { createContext, type ReactNode, useContext } from 'react'
import type { ViewField } from './view-contract.ts'

export interface FieldServices {
  /** Records of a module that match what was typed; an empty text gives the first ones. */
  searchRecords(module: string, text: string): Promise<readonly { readonly id: string; readonly title: string }[]>
  /** The title of a record or user where it is known already. */
  titleOf(module: string, id: string): string | undefined
  openRecord?(module: string, id: string): void
  /** Sends a file for a field; it is kept once a record with its id is saved. */
  uploadFile?(field: ViewField, file: File): Promise<{ readonly id: string; readonly name: string }>
  /** Where a saved file is fetched. */
  fileHref?(id: string): string
  users(): Promise<readonly { readonly id: string; readonly name: string }[]>
}

const NOTHING: FieldServices = {
  searchRecords: async () => [],
  titleOf: () => undefined,
  users: async () => [],
}

const Services = createContext<FieldServices>(NOTHING)

export function FieldServicesProvider({ services, children }: { readonly services: FieldServices; readonly children: ReactNode }) {
  return <Services value={services}>{children}</Services>
}

/** The services around a view; without a provider there are no records and no users. */
export function useFieldServices(): FieldServices {
  return useContext(Services)
}
