// The view halves of field types, by name: the controls that change values and how they are shown. Found by their folders, for every type that has a cell.
import { FIELD_CELLS } from './cells.tsx'
import type { FieldView } from './view-contract.ts'

const files = import.meta.glob<FieldView>('./*/view.tsx', { eager: true })

export const FIELD_VIEWS: ReadonlyMap<string, FieldView> = new Map(
  [...FIELD_CELLS.keys()].map((name) => {
    const view = files[`./${name}/view.tsx`]
    if (!view) throw new Error(`the field type ${name} has no view.tsx`)
    return [name, view]
  }),
)
