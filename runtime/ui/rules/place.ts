// Where rows stand: the app as it is being designed, the module whose records they are about, and whether the record before a change is known.
import type { App, Module } from '../../definition/app.ts'

export interface RulePlace {
  readonly app: App
  readonly module: Module
  readonly before: boolean
}
