// TypeScript types of the definition's parts, derived from their schemas. Recursive parts are written by hand and proved equal to their schema.
import type { FromSchema } from 'json-schema-to-ts'
import type { Label } from '../label.ts'
import type { measureSchema, tableReportSchema } from './report-schema.ts'
import type {
  activitySchema,
  askSchema,
  conversionSchema,
  conversionTargetSchema,
  criterionSchema,
  decisionMapSchema,
  dictionaryItemSchema,
  duplicateSchema,
  effectSchema,
  fieldBaseSchema,
  labelSchema,
  layoutSectionSchema,
  moduleSchema,
  navigationSchema,
  pipelineSchema,
  roleSchema,
  ruleSchema,
  settingsSchema,
  stageSchema,
  transitionSchema,
  viewSchema,
} from './schema.ts'
import type { scorecardSchema, scoreRuleSchema } from './scorecard-schema.ts'

type LabelRef = {
  references: [
    { $id: 'stagewright:label' },
    { $id: 'stagewright:dictionary-item' },
    { $id: 'stagewright:field' },
    { $id: 'stagewright:layout-tab' },
    { $id: 'stagewright:layout-section' },
    { $id: 'stagewright:view' },
    { $id: 'stagewright:rule' },
    { $id: 'stagewright:duplicate' },
    { $id: 'stagewright:stage' },
    { $id: 'stagewright:measure' },
    { $id: 'stagewright:criterion' },
    { $id: 'stagewright:ask' },
    { $id: 'stagewright:effect' },
    { $id: 'stagewright:transition' },
    { $id: 'stagewright:activity' },
    { $id: 'stagewright:decision-map' },
    { $id: 'stagewright:score-rule' },
    { $id: 'stagewright:conversion-target' },
  ]
  deserialize: [
    { pattern: { $ref: 'stagewright:label' }; output: Label },
    { pattern: { $ref: 'stagewright:dictionary-item' }; output: DictionaryItem },
    { pattern: { $ref: 'stagewright:field' }; output: FieldDefinition },
    { pattern: { $ref: 'stagewright:layout-tab' }; output: LayoutTabDefinition },
    { pattern: { $ref: 'stagewright:layout-section' }; output: LayoutSectionDefinition },
    { pattern: { $ref: 'stagewright:view' }; output: ViewDefinition },
    { pattern: { $ref: 'stagewright:rule' }; output: RuleDefinition },
    { pattern: { $ref: 'stagewright:duplicate' }; output: DuplicateDefinition },
    { pattern: { $ref: 'stagewright:stage' }; output: StageDefinition },
    { pattern: { $ref: 'stagewright:measure' }; output: MeasureDefinition },
    { pattern: { $ref: 'stagewright:criterion' }; output: CriterionDefinition },
    { pattern: { $ref: 'stagewright:ask' }; output: AskDefinition },
    { pattern: { $ref: 'stagewright:effect' }; output: EffectDefinition },
    { pattern: { $ref: 'stagewright:transition' }; output: TransitionDefinition },
    { pattern: { $ref: 'stagewright:activity' }; output: ActivityDefinition },
    { pattern: { $ref: 'stagewright:decision-map' }; output: DecisionMapDefinition },
    { pattern: { $ref: 'stagewright:score-rule' }; output: ScoreRuleDefinition },
    { pattern: { $ref: 'stagewright:conversion-target' }; output: ConversionTargetDefinition },
  ]
}

/** True when each type accepts the other: the compile-time proof that a hand-written type and its schema agree. */
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
export const labelAgrees: Mutual<Label, FromSchema<typeof labelSchema>> = true
export const dictionaryItemAgrees: Mutual<DictionaryItem, FromSchema<typeof dictionaryItemSchema, LabelRef>> = true

export interface DictionaryItem {
  key: string
  label?: Label
  action?: Label
  color?: string
  active?: boolean
  items?: DictionaryItem[]
}

export type Settings = FromSchema<typeof settingsSchema>
export interface DictionaryDefinition {
  key: string
  label?: Label
  items: DictionaryItem[]
}
/** The base members are typed; the settings of the field's type stand beside them and are checked by its schema. */
export type FieldDefinition = FromSchema<typeof fieldBaseSchema, LabelRef> & { [option: string]: unknown }
export type LayoutSectionDefinition = FromSchema<typeof layoutSectionSchema, LabelRef>
export interface LayoutTabDefinition {
  key: string
  label?: Label
  visible?: string
  sections: LayoutSectionDefinition[]
}
export type ViewDefinition = FromSchema<typeof viewSchema, LabelRef>
/** A view as somebody saves it: its name and whom it is for are kept beside it. */
export type SavedViewDefinition = Omit<ViewDefinition, 'key' | 'label' | 'roles'>
export type RuleDefinition = FromSchema<typeof ruleSchema, LabelRef>
export type DuplicateDefinition = FromSchema<typeof duplicateSchema, LabelRef>
export type ModuleDefinition = FromSchema<typeof moduleSchema, LabelRef>
export type ActivityDefinition = FromSchema<typeof activitySchema, LabelRef>
export type DecisionMapDefinition = FromSchema<typeof decisionMapSchema, LabelRef>
export type CriterionDefinition = FromSchema<typeof criterionSchema, LabelRef>
export type AskDefinition = FromSchema<typeof askSchema, LabelRef>
export type EffectDefinition = FromSchema<typeof effectSchema, LabelRef>
export type TransitionDefinition = FromSchema<typeof transitionSchema, LabelRef>
export type StageDefinition = FromSchema<typeof stageSchema, LabelRef>
export type ConversionTargetDefinition = FromSchema<typeof conversionTargetSchema, LabelRef>
export type ConversionDefinition = FromSchema<typeof conversionSchema, LabelRef>
export type PipelineDefinition = FromSchema<typeof pipelineSchema, LabelRef>
export type ScoreRuleDefinition = FromSchema<typeof scoreRuleSchema, LabelRef>
export type ScorecardDefinition = FromSchema<typeof scorecardSchema, LabelRef>
export type MeasureDefinition = FromSchema<typeof measureSchema, LabelRef>
export type TableReportDefinition = FromSchema<typeof tableReportSchema, LabelRef>
export type ReportDefinition = TableReportDefinition
export type RoleDefinition = FromSchema<typeof roleSchema, LabelRef>
export type NavigationItem = FromSchema<typeof navigationSchema, LabelRef>
export type RowScopeDefinition = NonNullable<NonNullable<RoleDefinition['modules'][number]>['read']>

export interface AppDefinition {
  format: 1
  key: string
  label?: Label
  description?: Label
  settings: Settings
  dictionaries?: DictionaryDefinition[]
  modules: ModuleDefinition[]
  pipelines?: PipelineDefinition[]
  scorecards?: ScorecardDefinition[]
  conversions?: ConversionDefinition[]
  reports?: ReportDefinition[]
  roles?: RoleDefinition[]
  navigation?: NavigationItem[]
}
