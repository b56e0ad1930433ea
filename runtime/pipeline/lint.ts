// The process linter: what is allowed but will hinder the people who work with it. Works on a linked definition; each finding says what to do, and carries
// the edits that do it where one remedy is clear.

import type { App, Criterion, Field, Module, Pipeline, Role, Stage } from '../definition/app.ts'
import { type Finding, finding, nameOf } from './finding.ts'
import { conditionsThatSayNothing, scoresThatNeverCome } from './lint-conditions.ts'
import { candidatesOf } from './transition.ts'
import { moveKind } from './visits.ts'

export type { Finding } from './finding.ts'

type Rule = (app: App) => readonly Finding[]

/** Recommended numbers of open stages: S0 says 5 to 7, S4 6 to 8. */
const FEWEST_STAGES = 5
const MOST_STAGES = 8

export function lintDefinition(app: App): Finding[] {
  return RULES.flatMap((rule) => rule(app))
}

const eachPipeline =
  (rule: (pipeline: Pipeline, module: Module, app: App, path: string) => readonly Finding[]): Rule =>
  (app) =>
    [...app.pipelines.values()].flatMap((pipeline) => {
      const module = app.modules.get(pipeline.module)
      return module ? rule(pipeline, module, app, `/pipelines/${pipeline.key}`) : []
    })

const RULES: readonly Rule[] = [
  eachPipeline(ends),
  eachPipeline(reachable),
  eachPipeline(deadEnds),
  eachPipeline(probabilities),
  eachPipeline(guidance),
  eachPipeline(numberOfStages),
  eachPipeline(gatesCanBeMet),
  conditionsThatSayNothing,
  scoresThatNeverCome,
  reasonsWithoutAction,
]

function openOf(pipeline: Pipeline): readonly Stage[] {
  return pipeline.stages.filter((stage) => stage.type === 'open')
}

/** A process that cannot be won, or cannot be lost, has no win rate. */
function ends(pipeline: Pipeline, _module: Module, _app: App, path: string): Finding[] {
  const name = nameOf(pipeline)
  const stage = (type: 'won' | 'lost', en: string, zh: string) => {
    const key = pipeline.stage.has(type) ? `${pipeline.key}_${type}` : type
    const item = { key, label: { en, 'zh-CN': zh }, type, probability: type === 'won' ? 100 : 0 }
    return {
      label: { en: `Add the stage “${en}”`, 'zh-CN': `添加阶段“${zh}”` },
      edits: [{ kind: 'add' as const, path: `${path}/stages`, item }],
    }
  }
  const types = new Set(pipeline.stages.map(({ type }) => type))
  return [
    ...(types.has('won')
      ? []
      : [
          finding(
            `${path}/stages`,
            'no_won_stage',
            `“${name.en}” has no won stage, so nothing can be won. Add one.`,
            `流程“${name['zh-CN']}”没有赢单阶段，请添加。`,
            stage('won', 'Won', '赢单'),
          ),
        ]),
    ...(types.has('lost')
      ? []
      : [
          finding(
            `${path}/stages`,
            'no_lost_stage',
            `“${name.en}” has no lost stage, so what fails stays open for ever. Add one.`,
            `流程“${name['zh-CN']}”没有输单阶段，失败的记录会一直停留。请添加。`,
            stage('lost', 'Lost', '输单'),
          ),
        ]),
  ]
}

/** The stages that can be reached from where records begin. */
function reachedFrom(pipeline: Pipeline): ReadonlySet<string> {
  const reached = new Set(pipeline.start.map(({ key }) => key))
  const waiting = [...reached]
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const { key } of pipeline.stages) {
      if (reached.has(key) || !leads(pipeline, from, key)) continue
      reached.add(key)
      waiting.push(key)
    }
  }
  return reached
}

function leads(pipeline: Pipeline, from: string, to: string): boolean {
  return from !== to && (!pipeline.strict || candidatesOf(pipeline, from, to, moveKind(pipeline, from, to)).length > 0)
}

function reachable(pipeline: Pipeline, _module: Module, _app: App, path: string): Finding[] {
  const reached = reachedFrom(pipeline)
  return pipeline.stages
    .filter(({ key }) => !reached.has(key))
    .map((stage) => {
      const name = nameOf(stage)
      const before = [...pipeline.stages].filter(({ key }) => reached.has(key) && pipeline.stage.get(key)!.type === 'open').at(-1)
      const fix = before && {
        label: { en: `Add a way from “${nameOf(before).en}”`, 'zh-CN': `添加从“${nameOf(before)['zh-CN']}”进入的流转` },
        edits: [
          {
            kind: 'add' as const,
            path: `${path}/transitions`,
            item: { key: freeKey(pipeline, `to_${stage.key}`), from: before.key, to: stage.key },
          },
        ],
      }
      return finding(
        `${path}/stages/${stage.key}`,
        'unreachable_stage',
        `No transition leads to “${name.en}”, so no record can get there. Add one or remove the stage.`,
        `没有流转可进入阶段“${name['zh-CN']}”，记录永远到不了。请添加流转或删除阶段。`,
        fix,
      )
    })
}

function freeKey(pipeline: Pipeline, wanted: string): string {
  const taken = new Set(pipeline.transitions.map(({ key }) => key))
  let key = wanted.slice(0, 44)
  for (let count = 2; taken.has(key); count += 1) key = `${wanted.slice(0, 44)}_${count}`
  return key
}

/** An open stage that nothing leaves forward keeps its records. */
function deadEnds(pipeline: Pipeline, _module: Module, _app: App, path: string): Finding[] {
  if (!pipeline.strict) return []
  return openOf(pipeline)
    .filter((stage) => !pipeline.stages.some((to) => to.rank !== undefined && to.rank > stage.rank! && leads(pipeline, stage.key, to.key)))
    .map((stage) => {
      const name = nameOf(stage)
      const next = pipeline.stages.find((to) => to.rank === stage.rank! + 1)
      const fix = next && {
        label: { en: `Add a way to “${nameOf(next).en}”`, 'zh-CN': `添加进入“${nameOf(next)['zh-CN']}”的流转` },
        edits: [
          {
            kind: 'add' as const,
            path: `${path}/transitions`,
            item: { key: freeKey(pipeline, `${stage.key}_on`), from: stage.key, to: next.key },
          },
        ],
      }
      return finding(
        `${path}/stages/${stage.key}`,
        'dead_end',
        `Nothing leads forward from “${name.en}”: records stay there. Add a transition.`,
        `阶段“${name['zh-CN']}”没有向前的流转，记录会停在此处。请添加流转。`,
        fix,
      )
    })
}

/** A chance to win that falls along the way makes forecasts jump back. */
function probabilities(pipeline: Pipeline, _module: Module, _app: App, path: string): Finding[] {
  const findings: Finding[] = []
  let highest: Stage | undefined
  for (const stage of openOf(pipeline)) {
    if (stage.probability === undefined) continue
    if (highest && stage.probability < highest.probability!) {
      const [now, before] = [nameOf(stage), nameOf(highest)]
      findings.push(
        finding(
          `${path}/stages/${stage.key}/probability`,
          'falling_probability',
          `The probability falls from ${highest.probability} % in “${before.en}” to ${stage.probability} % in “${now.en}”. Raise it or reorder the stages.`,
          `赢单概率从“${before['zh-CN']}”的 ${highest.probability}% 降到“${now['zh-CN']}”的 ${stage.probability}%。请调高，或调整阶段顺序。`,
          {
            label: { en: `Set it to ${highest.probability} %`, 'zh-CN': `设为 ${highest.probability}%` },
            edits: [{ kind: 'set', path: `${path}/stages/${stage.key}/probability`, value: highest.probability }],
          },
        ),
      )
    } else highest = stage
  }
  return findings
}

/** A stage without a key action or a criterion to leave it tells nobody what to do. */
function guidance(pipeline: Pipeline, _module: Module, _app: App, path: string): Finding[] {
  return openOf(pipeline).flatMap((stage) => {
    const name = nameOf(stage)
    const at = `${path}/stages/${stage.key}`
    return [
      ...(stage.keyAction === undefined
        ? [
            finding(
              `${at}/keyAction`,
              'no_key_action',
              `“${name.en}” names no key action. Say what moves a record on, or merge the stage with another.`,
              `阶段“${name['zh-CN']}”没有关键动作。请说明推进所需的动作，或与其他阶段合并。`,
            ),
          ]
        : []),
      ...(stage.criterion === undefined && stage.exit.length === 0
        ? [
            finding(
              `${at}/criterion`,
              'no_criterion',
              `“${name.en}” has no criterion to leave it. Say what must be achieved.`,
              `阶段“${name['zh-CN']}”没有达成标准，请说明离开此阶段需达成什么。`,
            ),
          ]
        : []),
    ]
  })
}

function numberOfStages(pipeline: Pipeline, _module: Module, _app: App, path: string): Finding[] {
  const count = openOf(pipeline).length
  if (count >= FEWEST_STAGES && count <= MOST_STAGES) return []
  const name = nameOf(pipeline)
  const few = count < FEWEST_STAGES
  return [
    finding(
      `${path}/stages`,
      few ? 'few_stages' : 'many_stages',
      `“${name.en}” has ${count} open stages; ${FEWEST_STAGES} to ${MOST_STAGES} work best. ${few ? 'Split the ones in which deals are lost without anyone knowing why.' : 'Merge those without a key action of their own.'}`,
      `流程“${name['zh-CN']}”有 ${count} 个进行中的阶段，${FEWEST_STAGES} 到 ${MOST_STAGES} 个较合适。${few ? '请拆分丢单原因不明的阶段。' : '请合并没有独立关键动作的阶段。'}`,
    ),
  ]
}

interface Gate {
  readonly criterion: Criterion
  readonly path: string
}

function gatesOf(pipeline: Pipeline, path: string): Gate[] {
  return [
    ...pipeline.stages.flatMap((stage) => [
      ...stage.enter.map((criterion) => ({ criterion, path: `${path}/stages/${stage.key}/enter/${criterion.key}` })),
      ...stage.exit.map((criterion) => ({ criterion, path: `${path}/stages/${stage.key}/exit/${criterion.key}` })),
    ]),
    ...pipeline.transitions.flatMap((transition) =>
      transition.when.map((criterion) => ({ criterion, path: `${path}/transitions/${transition.key}/when/${criterion.key}` })),
    ),
  ]
}

/** A gate on a field that a role cannot see, or that stands on no layout, stops people without a way to help themselves. */
function gatesCanBeMet(pipeline: Pipeline, module: Module, app: App, path: string): Finding[] {
  const drawn = new Set(module.layout.flatMap((tab) => tab.sections.flatMap((section) => section.fields.map(({ field }) => field))))
  return gatesOf(pipeline, path).flatMap(({ criterion, path: at }) => {
    const own = criterion.when.references.filter((reference) => reference.path === reference.member)
    const fields = [...new Set(own.map(({ member }) => member))].flatMap((name) => module.fields.get(name) ?? [])
    return fields.flatMap((field) => [...unseen(field, module, app, at), ...(drawn.has(field.key) ? [] : [undrawn(field, module, at)])])
  })
}

function unseen(field: Field, module: Module, app: App, at: string): Finding[] {
  return [...app.roles.values()]
    .filter((role: Role) => {
      const rights = role.rights.get(module.key)
      return rights !== undefined && rights.update !== 'none' && rights.hidden.has(field.key)
    })
    .map((role) => {
      const [name, who] = [nameOf(field), nameOf(role)]
      return finding(
        at,
        'gate_on_hidden_field',
        `This rule asks for “${name.en}”, which the role “${who.en}” cannot see. Show the field to the role, or ask something else.`,
        `此规则要求“${name['zh-CN']}”，但角色“${who['zh-CN']}”看不到该字段。请对该角色开放字段，或改用其他条件。`,
      )
    })
}

function undrawn(field: Field, module: Module, at: string): Finding {
  const name = nameOf(field)
  const tab = module.layout[0]
  const section = tab?.sections[0]
  const fix =
    tab && section && module.layout.length > 0
      ? {
          label: { en: 'Put it on the layout', 'zh-CN': '放入布局' },
          edits: [
            {
              kind: 'add' as const,
              path: `/modules/${module.key}/layout/${tab.key}/sections/${section.key}/fields`,
              item: { field: field.key },
            },
          ],
        }
      : undefined
  return finding(
    at,
    'gate_off_layout',
    `This rule asks for “${name.en}”, which stands on no layout. Put it where people can fill it in.`,
    `此规则要求“${name['zh-CN']}”，但该字段不在布局中。请放到可填写的位置。`,
    fix,
  )
}

/** Every reason that ends a list of reasons should carry the action that answers it. */
function reasonsWithoutAction(app: App): Finding[] {
  const asked = new Set(
    [...app.pipelines.values()].flatMap(({ transitions }) =>
      transitions.flatMap(({ ask }) => ask.flatMap((each) => (each.kind === 'reason' ? [each.dictionary] : []))),
    ),
  )
  return [...asked].flatMap((key) => {
    const findings: Finding[] = []
    const visit = (items: NonNullable<ReturnType<typeof app.dictionaries.get>>['items'], path: string) => {
      for (const item of items) {
        const at = `${path}/${item.key}`
        if (item.items) visit(item.items, `${at}/items`)
        else if (item.action === undefined && item.active !== false) {
          const name = nameOf({ label: item.label, key: item.key })
          findings.push(
            finding(
              `${at}/action`,
              'reason_without_action',
              `The reason “${name.en}” carries no action. Say what is to be done about it.`,
              `原因“${name['zh-CN']}”没有对应的改进动作，请补充。`,
            ),
          )
        }
      }
    }
    const dictionary = app.dictionaries.get(key)
    if (dictionary) visit(dictionary.items, `/dictionaries/${key}/items`)
    return findings
  })
}
