// What can be done with the view on screen: save what was changed in it, keep it under a new name, share, open it first, take it away.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { savePreference, useViewWriter } from '../data/views.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { forgetColumns } from './column-memory.ts'
import { conditionOf, type ListState, UNCHANGED } from './list-state.tsx'
import { viewContent } from './view-changes.ts'

export interface ViewTasks {
  /** What was changed can be saved into the view itself. */
  readonly mayChange: boolean
  /** It can be renamed, shared and removed. */
  readonly mayManage: boolean
  save(): Promise<void>
  /** Keeps the view as it is shown under a new name and opens it; false where it was refused. */
  create(label: string, shared: boolean): Promise<boolean>
  rename(label: string): Promise<boolean>
  share(shared: boolean): Promise<void>
  remove(): Promise<boolean>
  revert(): void
  setFirst(view: string | undefined): Promise<void>
}

export function useViewTasks(module: Module, state: ListState): ViewTasks {
  const say = useWords()
  const { app, design } = useApp()
  const writer = useViewWriter()
  const { saved, base, view } = state
  const mayManage = saved !== undefined && (saved.mine || (saved.shared && design))
  const content = () => viewContent(view, conditionOf(state))
  const attempt = async (work: () => Promise<unknown>, done: string): Promise<boolean> => {
    try {
      await work()
      tellDone(done)
      return true
    } catch (error) {
      tellFailure(say('view.not_saved'), error)
      return false
    }
  }
  const forget = () => forgetColumns(app.key, module.key, base.key)
  return {
    mayManage,
    // Whoever does not see the view's condition would drop it for everyone.
    mayChange: mayManage && state.lost.length === 0,
    async save() {
      if (!saved) return
      const done = await attempt(() => writer.change(saved, { view: content() }), say('view.saved'))
      if (!done) return
      forget()
      state.change(UNCHANGED, true)
    },
    async create(label, shared) {
      let made = ''
      const done = await attempt(async () => {
        made = (await writer.create(module.key, label, shared, content())).id
      }, say('view.saved'))
      if (done) {
        forget()
        state.change({ ...UNCHANGED, view: made, record: undefined })
      }
      return done
    },
    rename: (label) => attempt(() => writer.change(saved!, { label }), say('view.saved')),
    async share(shared) {
      if (saved) await attempt(() => writer.change(saved, { shared }), say(shared ? 'view.is_shared' : 'view.is_private'))
    },
    async remove() {
      if (!saved) return false
      const done = await attempt(() => writer.remove(saved), say('view.deleted'))
      if (done) {
        forget()
        state.change({ ...UNCHANGED, view: undefined, record: undefined })
      }
      return done
    },
    revert() {
      forget()
      state.change(UNCHANGED, true)
      announce(say('view.reverted'))
    },
    async setFirst(first) {
      try {
        await savePreference(app.key, 'default_views', ({ [module.key]: _, ...now }) =>
          first === undefined ? now : { ...now, [module.key]: first },
        )
        // Without it in the address, the view on screen would be another one at once.
        state.change({ view: base.key }, true)
        tellDone(say(first === undefined ? 'view.first.none' : 'view.first.set'))
      } catch (error) {
        tellFailure(say('view.not_saved'), error)
      }
    },
  }
}
