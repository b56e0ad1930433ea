// The module whose form is drawn, as the draft has it now.
import { createContext, useContext } from 'react'
import { valueAt } from '../../../runtime/definition/edit.ts'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { useEditorState } from '../../editor/draft-context.tsx'

export const DrawnModule = createContext('')

export function useDrawnModule(): ModuleDefinition {
  const key = useContext(DrawnModule)
  return useEditorState((state) => valueAt(state.definition, `/modules/${key}`)) as ModuleDefinition
}
