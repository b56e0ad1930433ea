// The question of a board on screen and where its members stand on the cards.
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { canGroup, membersOfModule } from '../../definition/view-members.ts'
import { useApp } from '../data/app-context.tsx'
import { memberOf } from '../data/members.ts'
import { type ListState, questionOf } from '../list/list-state.tsx'
import { type CardMembers, cardMembers } from './card-members.ts'
import { type BoardQuestion, fieldsOf } from './question.ts'

export function useQuestion(module: Module, state: ListState): { readonly question: BoardQuestion; readonly members: CardMembers } {
  const { app } = useApp()
  const { view: shown } = state
  const { view, where, search, sort } = questionOf(state)
  return useMemo(() => {
    const member = shown.swimlane === undefined ? undefined : membersOfModule(module).get(shown.swimlane)
    const lane = member && canGroup(member) ? memberOf(module, member.name) : undefined
    const sum = shown.sum !== undefined && memberOf(module, shown.sum) ? shown.sum : undefined
    const fields = fieldsOf(module, shown, lane?.name)
    const question = {
      app: app.key,
      module,
      pipeline: module.pipelines.find(({ key }) => key === shown.pipeline) ?? module.pipeline!,
      fields,
      view,
      where,
      search,
      sort,
      sum,
      lane,
      sorted: shown.sort,
    }
    return { question, members: cardMembers(module, shown, lane?.name) }
  }, [app.key, module, shown, view, where, search, sort])
}
