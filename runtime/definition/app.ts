// The linked, frozen form of a definition that the whole product works with: keys resolved to objects, defaults filled in, expressions parsed and checked.
import type { CheckedExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import type { Storage } from '../expression/storage.ts'
import type { Choice, FieldContext, FieldOptions, FieldType } from '../fields/contract.ts'
import type { Label } from '../label.ts'
import type { Derived } from './derived.ts'
import type { MoveKind } from './move-kind.ts'
import type {
  AppDefinition,
  DecisionMapDefinition,
  DictionaryDefinition,
  NavigationItem,
  ReportDefinition,
  RoleDefinition,
} from './types.ts'

export interface App {
  readonly key: string
  readonly label: Label
  readonly settings: { readonly locale: 'zh-CN' | 'en'; readonly timeZone: string; readonly currency: string }
  /** The canonical definition this was linked from. */
  readonly definition: AppDefinition
  readonly modules: ReadonlyMap<string, Module>
  readonly pipelines: ReadonlyMap<string, Pipeline>
  /** By key, in the order of the definition. */
  readonly conversions: ReadonlyMap<string, Conversion>
  readonly dictionaries: ReadonlyMap<string, DictionaryDefinition>
  readonly reports: ReadonlyMap<string, ReportDefinition>
  readonly roles: ReadonlyMap<string, Role>
  readonly navigation: readonly NavigationItem[]
  readonly scorecards: ReadonlyMap<string, Scorecard>
  /** Columns whose values are computed, in the order they are computed in. */
  readonly derived: readonly Derived[]
}

export interface Module {
  readonly key: string
  readonly label: Label
  readonly icon: string
  /** The field that names a record. */
  readonly title: Field
  readonly fields: ReadonlyMap<string, Field>
  readonly layout: readonly LayoutTab[]
  readonly views: ReadonlyMap<string, View>
  readonly rules: readonly ValidationRule[]
  readonly duplicates: readonly DuplicateRule[]
  /** Set where the records are activities. */
  readonly activity: Activity | undefined
  /** Who decides about a record. */
  readonly decision: DecisionMapDefinition | undefined
  /** The module's pipelines; their stages have different keys, so that a stage tells its pipeline. */
  readonly pipelines: readonly Pipeline[]
  /** The first of them, where a new record begins. */
  readonly pipeline: Pipeline | undefined
  /** Fields of other modules (or this one) that refer to this module; `many`: each to any number of its records. */
  readonly incoming: readonly { readonly module: string; readonly field: string; readonly many: boolean }[]
  /** What expressions may name. */
  readonly shape: RecordShape
}

export interface Activity {
  readonly at: string
  readonly open: CheckedExpression
  /** Values that ticking it off sets; empty where it cannot be ticked off. */
  readonly complete: Readonly<Record<string, unknown>>
  readonly about: readonly string[]
  readonly kind: string | undefined
  readonly direction: string | undefined
  readonly text: string | undefined
  readonly response: CheckedExpression | undefined
  readonly participants: string | undefined
}

export interface Field {
  readonly key: string
  readonly label: Label
  readonly help: Label | undefined
  readonly type: FieldType
  readonly options: FieldOptions
  readonly context: FieldContext
  readonly storage: Storage
  readonly choices: readonly Choice[] | undefined
  readonly unique: boolean
  /** The server's, never written by a client: numbered or computed. */
  readonly assigned: boolean
  /** What computes the value; such a field has the type and settings of the plain field it is like. */
  readonly derived: Derived | undefined
  readonly required: boolean | CheckedExpression
  readonly visible: CheckedExpression | undefined
  readonly readOnly: boolean | CheckedExpression
  /** Value of a new record, from the field's `default` or the type's initial. */
  readonly initial: unknown
}

export interface LayoutTab {
  readonly key: string
  readonly label: Label
  readonly visible: CheckedExpression | undefined
  readonly sections: readonly LayoutSection[]
}
export interface LayoutSection {
  readonly key: string
  readonly label: Label
  readonly columns: number
  readonly visible: CheckedExpression | undefined
  readonly fields: readonly { readonly field: string; readonly span: number }[]
}

export interface View {
  readonly key: string
  readonly label: Label
  readonly type: 'list' | 'board' | 'calendar'
  /** Only people with one of these roles are offered the view; undefined: everyone. */
  readonly roles: readonly string[] | undefined
  readonly fields: readonly string[]
  readonly where: CheckedExpression | undefined
  readonly sort: readonly { readonly field: string; readonly descending: boolean }[]
  /** List: the member rows are grouped by. */
  readonly group: string | undefined
  /** List: widths of columns in pixels, by member. */
  readonly widths: ReadonlyMap<string, number>
  /** List: how many of the first columns stay in place. */
  readonly pinned: number
  /** List: the figure below a column, by member. */
  readonly totals: ReadonlyMap<string, Total>
  /** Board: the pipeline whose stages are the columns; undefined: the first of the module. */
  readonly pipeline: string | undefined
  /** Board: the decimal or integer field summed in a column's head. */
  readonly sum: string | undefined
  /** Board: the member that parts cards into lanes. */
  readonly swimlane: string | undefined
  /** Calendar: where a record begins and, where it lasts, ends; both are dates or both are moments. */
  readonly date: string | undefined
  readonly until: string | undefined
}
export type Total = 'sum' | 'avg' | 'min' | 'max'

export interface ValidationRule {
  readonly key: string
  readonly check: CheckedExpression
  readonly message: Label
  /** The fields the message stands at. */
  readonly fields: readonly string[]
}
export interface DuplicateRule {
  readonly key: string
  readonly fields: readonly string[]
  readonly action: 'block' | 'warn'
}

export interface Pipeline {
  readonly key: string
  readonly label: Label
  readonly module: string
  readonly stages: readonly Stage[]
  readonly stage: ReadonlyMap<string, Stage>
  readonly groups: readonly { readonly key: string; readonly label: Label }[]
  /** Only moves with a transition are possible. */
  readonly strict: boolean
  /** Open stages a new record may begin in, the usual one first. */
  readonly start: readonly Stage[]
  /** In the order of the definition. */
  readonly transitions: readonly Transition[]
  /** Whether any criterion, asker or effect looks at other records. */
  readonly looksAround: boolean
}

/** What must hold; unknown does not hold. */
export interface Criterion {
  readonly key: string
  readonly when: CheckedExpression
  readonly label: Label | undefined
  readonly remedy: Label | undefined
}
export interface Transition {
  readonly key: string
  readonly label: Label | undefined
  readonly description: Label | undefined
  /** Stage keys, or any. */
  readonly from: ReadonlySet<string> | '*'
  readonly to: ReadonlySet<string> | '*'
  readonly kind: Exclude<MoveKind, 'create' | 'import'> | undefined
  readonly roles: readonly string[] | undefined
  readonly owner: boolean
  readonly who: CheckedExpression | undefined
  readonly when: readonly Criterion[]
  readonly ask: readonly Ask[]
  readonly approval: { readonly roles: readonly string[]; readonly manager: boolean } | undefined
  readonly after: readonly Effect[]
}
export type Ask =
  | { readonly kind: 'field'; readonly field: string; readonly required: boolean; readonly when: CheckedExpression | undefined }
  | { readonly kind: 'check'; readonly key: string; readonly label: Label; readonly required: boolean }
  /** `into`: the field of the record that takes the answer too. */
  | { readonly kind: 'note'; readonly required: boolean; readonly into: string | undefined }
  /** `level`: how deep the reason must go at least. */
  | {
      readonly kind: 'reason'
      readonly dictionary: string
      readonly level: number
      readonly required: boolean
      readonly into: string | undefined
    }
export type Effect =
  | { readonly kind: 'set'; readonly field: string; readonly to: CheckedExpression }
  | {
      readonly kind: 'create'
      readonly module: string
      readonly link: string | undefined
      readonly owner: 'owner' | 'mover'
      readonly values: readonly { readonly field: string; readonly to: CheckedExpression }[]
    }

/** How a record becomes records of other modules. */
export interface Conversion {
  readonly key: string
  readonly module: string
  readonly label: Label | undefined
  readonly when: CheckedExpression | undefined
  readonly stage: string | undefined
  /** Each only links to those before it. */
  readonly targets: readonly ConversionTarget[]
}
export interface ConversionTarget {
  readonly key: string
  readonly module: string
  readonly label: Label | undefined
  readonly optional: boolean
  readonly match: readonly string[]
  readonly values: readonly { readonly field: string; readonly to: CheckedExpression }[]
  /** Relation of this target -> key of an earlier one. */
  readonly links: ReadonlyMap<string, string>
  readonly link: { readonly on: 'source' | 'target'; readonly field: string } | undefined
}

export interface Stage {
  readonly key: string
  readonly label: Label
  readonly type: 'open' | 'won' | 'lost'
  /** Position among the ranked stages from 0; won ranks after all open ones; undefined for lost. */
  readonly rank: number | undefined
  /** Whole percent. */
  readonly probability: number | undefined
  readonly description: Label | undefined
  readonly psychology: Label | undefined
  readonly keyAction: Label | undefined
  readonly criterion: Label | undefined
  readonly group: string | undefined
  /** Milliseconds. */
  readonly dwellLimit: number | undefined
  /** What must hold to enter the stage forward, or to pass it by. */
  readonly enter: readonly Criterion[]
  /** What must hold to leave it forward. */
  readonly exit: readonly Criterion[]
}

export interface Scorecard {
  readonly key: string
  readonly label: Label
  readonly module: string
  readonly axes: readonly {
    readonly key: string
    readonly label: Label
    readonly min: number | undefined
    readonly max: number | undefined
  }[]
  readonly rules: readonly ScoreRule[]
  readonly combine: 'sum' | 'product'
  readonly clip: { readonly min?: number; readonly max?: number }
  /** The highest first. */
  readonly tiers: readonly {
    readonly key: string
    readonly label: Label
    readonly color: string | undefined
    readonly from: number
    readonly rhythm: string | undefined
  }[]
  /** The members of a record that hold the score and the tier. */
  readonly score: string
  readonly tier: string | undefined
}
export interface ScoreRule {
  readonly key: string
  readonly label: Label | undefined
  readonly axis: string | undefined
  readonly when: CheckedExpression
  readonly points: number
  /** What it adds while the condition holds. */
  readonly worth: CheckedExpression
}

export type RowScope = 'none' | 'own' | 'team' | 'all' | CheckedExpression
export interface ModuleRights {
  readonly create: boolean
  readonly read: RowScope
  readonly update: RowScope
  readonly delete: RowScope
  readonly import: boolean
  readonly export: boolean
  readonly hidden: ReadonlySet<string>
  readonly readOnly: ReadonlySet<string>
}
export interface Role {
  readonly key: string
  readonly label: Label
  readonly design: boolean
  readonly publish: boolean
  /** Rights per module; a module without an entry gives none. */
  readonly rights: ReadonlyMap<string, ModuleRights>
  readonly definition: RoleDefinition
}
