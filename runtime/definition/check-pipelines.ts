// Rules of pipelines: stages that can be told apart, criteria and transitions whose every name leads somewhere.
import { fieldTypes } from '../fields/index.ts'
import { type Problem, problem } from '../problem.ts'
import { DICTIONARY, FIELD, fieldKeys, MODULE, missing, ROLE, STAGE } from './missing.ts'
import type {
  AppDefinition,
  AskDefinition,
  EffectDefinition,
  ModuleDefinition,
  PipelineDefinition,
  StageDefinition,
  TransitionDefinition,
} from './types.ts'

export function checkPipelines(definition: AppDefinition): Problem[] {
  return (definition.pipelines ?? []).flatMap((pipeline) => pipelineProblems(pipeline, definition))
}

function pipelineProblems(pipeline: PipelineDefinition, definition: AppDefinition): Problem[] {
  const { modules } = definition
  const path = `/pipelines/${pipeline.key}`
  const module = modules.find((each) => each.key === pipeline.module)
  const problems: Problem[] = []
  if (!module)
    problems.push(
      missing(
        `${path}/module`,
        MODULE,
        pipeline.module,
        modules.map((each) => each.key),
      ),
    )
  if (!pipeline.stages.some((stage) => stage.type === 'open')) {
    problems.push(
      problem(
        `${path}/stages`,
        'no_open_stage',
        `${path}: no stage is open, so nothing can begin here. Add an open stage.`,
        `${path}：没有进行中的阶段，请至少添加一个。`,
      ),
    )
  }
  problems.push(...sharedStages(pipeline, definition, path))
  const groups = new Set((pipeline.groups ?? []).map((group) => group.key))
  for (const stage of pipeline.stages) problems.push(...stageProblems(stage, groups, `${path}/stages/${stage.key}`))
  const stages = pipeline.stages.map((stage) => stage.key)
  for (const key of pipeline.start ?? []) {
    const stage = pipeline.stages.find((each) => each.key === key)
    const at = `${path}/start/${key}`
    if (!stage) problems.push(missing(at, STAGE, key, stages))
    else if (stage.type !== 'open')
      problems.push(
        problem(
          at,
          'start_closed',
          `${at}: a new record cannot begin in a ${stage.type} stage. Name open stages.`,
          `${at}：新记录不能从终态阶段开始，请选择进行中的阶段。`,
        ),
      )
  }
  for (const transition of pipeline.transitions ?? [])
    problems.push(
      ...transitionProblems(transition, {
        stages: stagesFrom(pipeline, definition),
        module,
        definition,
        path: `${path}/transitions/${transition.key}`,
      }),
    )
  return problems
}

/** Stages transitions of a pipeline may name: its own, and as `from` those of the other pipelines of the module. */
function stagesFrom(pipeline: PipelineDefinition, { pipelines }: AppDefinition): { readonly from: string[]; readonly to: string[] } {
  const own = pipeline.stages.map((stage) => stage.key)
  const others = (pipelines ?? []).filter((each) => each !== pipeline && each.module === pipeline.module)
  return { from: [...own, ...others.flatMap((each) => each.stages.map((stage) => stage.key))], to: own }
}

/** A stage tells the pipeline a record is in, so no two pipelines of a module share a key. */
function sharedStages(pipeline: PipelineDefinition, { pipelines }: AppDefinition, path: string): Problem[] {
  const earlier = (pipelines ?? []).slice(0, (pipelines ?? []).indexOf(pipeline)).filter((each) => each.module === pipeline.module)
  return pipeline.stages.flatMap(({ key }) => {
    const other = earlier.find((each) => each.stages.some((stage) => stage.key === key))
    if (!other) return []
    const at = `${path}/stages/${key}`
    return [
      problem(
        at,
        'shared_stage',
        `${at}: the pipeline "${other.key}" of the same module has a stage "${key}" too. Give one of them another key, such as "${pipeline.key}_${key}".`,
        `${at}：同一模块的流程“${other.key}”也有阶段“${key}”，请改用其他键，例如“${pipeline.key}_${key}”。`,
      ),
    ]
  })
}

function stageProblems(stage: StageDefinition, groups: ReadonlySet<string>, path: string): Problem[] {
  const problems: Problem[] = []
  if (stage.group && !groups.has(stage.group))
    problems.push(missing(`${path}/group`, { en: 'stage group', zh: '阶段组' }, stage.group, groups))
  if (stage.type !== 'open' && stage.dwell) {
    const at = `${path}/dwell`
    problems.push(
      problem(
        at,
        'closed_dwell',
        `${at}: a ${stage.type} stage is final, so it has no dwell limit. Remove it.`,
        `${at}：终态阶段没有停留时长，请删除。`,
      ),
    )
  }
  const inert = stage.type === 'lost' ? [...(stage.enter ?? []), ...(stage.exit ?? [])] : stage.type === 'won' ? (stage.exit ?? []) : []
  if (inert.length > 0) {
    problems.push(
      problem(
        path,
        'inert_criterion',
        `${path}: "${inert[0]!.key}" is never asked, because ${stage.type === 'lost' ? 'losing asks for no criteria' : 'nothing leaves a won stage forward'}. Move it to a transition.`,
        `${path}：条件“${inert[0]!.key}”不会被检查，请改放到流转规则中。`,
      ),
    )
  }
  return problems
}

interface Around {
  readonly stages: { readonly from: readonly string[]; readonly to: readonly string[] }
  readonly module: ModuleDefinition | undefined
  readonly definition: AppDefinition
  readonly path: string
}

function transitionProblems(transition: TransitionDefinition, around: Around): Problem[] {
  const { stages, module, definition, path } = around
  const problems: Problem[] = []
  for (const end of ['from', 'to'] as const) {
    const written = transition[end]
    if (written === '*') continue
    for (const key of typeof written === 'string' ? [written] : written)
      if (!stages[end].includes(key)) problems.push(missing(`${path}/${end}`, STAGE, key, stages[end]))
  }
  const roles = (definition.roles ?? []).map((role) => role.key)
  for (const [place, named] of [
    ['who', transition.who?.roles],
    ['approval', transition.approval?.roles],
  ] as const)
    for (const role of named ?? []) if (!roles.includes(role)) problems.push(missing(`${path}/${place}/roles/${role}`, ROLE, role, roles))
  const fields = module ? fieldKeys(module) : undefined
  const asked = new Set<string>()
  for (const [index, ask] of (transition.ask ?? []).entries())
    problems.push(...askProblems(ask, asked, fields, definition, `${path}/ask/${index}`))
  for (const [index, effect] of (transition.after ?? []).entries())
    problems.push(...effectProblems(effect, around, fields, `${path}/after/${index}`))
  return problems
}

function askProblems(
  ask: AskDefinition,
  asked: Set<string>,
  fields: ReadonlySet<string> | undefined,
  { dictionaries }: AppDefinition,
  path: string,
): Problem[] {
  const name = 'field' in ask ? `field ${ask.field}` : 'check' in ask ? `check ${ask.check}` : 'reason' in ask ? 'reason' : 'note'
  const problems: Problem[] = []
  if (asked.has(name))
    problems.push(
      problem(path, 'asked_twice', `${path}: "${name}" is asked twice. Keep one of them.`, `${path}：“${name}”重复询问，请只保留一处。`),
    )
  asked.add(name)
  if ('field' in ask && fields && !fields.has(ask.field)) problems.push(missing(`${path}/field`, FIELD, ask.field, fields))
  if ('into' in ask && ask.into !== undefined && fields && !fields.has(ask.into))
    problems.push(missing(`${path}/into`, FIELD, ask.into, fields))
  if ('reason' in ask) {
    const keys = (dictionaries ?? []).map((dictionary) => dictionary.key)
    if (!keys.includes(ask.reason)) problems.push(missing(`${path}/reason`, DICTIONARY, ask.reason, keys))
  }
  return problems
}

function computed(path: string, key: string): Problem {
  return problem(
    path,
    'computed_setting',
    `${path}: the value of "${key}" is computed, nothing can set it. Set what it is computed from.`,
    `${path}：“${key}”由系统计算，不能设置，请改设其所依赖的字段。`,
  )
}

function effectProblems(effect: EffectDefinition, around: Around, fields: ReadonlySet<string> | undefined, path: string): Problem[] {
  if ('set' in effect) {
    if (fields && !fields.has(effect.set)) return [missing(`${path}/set`, FIELD, effect.set, fields)]
    const field = around.module?.fields.find((each) => each.key === effect.set)
    return field && fieldTypes.get(field.type)?.computed ? [computed(`${path}/set`, effect.set)] : []
  }
  const { modules } = around.definition
  const target = modules.find((module) => module.key === effect.create)
  if (!target)
    return [
      missing(
        `${path}/create`,
        MODULE,
        effect.create,
        modules.map((module) => module.key),
      ),
    ]
  const keys = fieldKeys(target)
  const problems = Object.keys(effect.values)
    .filter((field) => !keys.has(field))
    .map((field) => missing(`${path}/values/${field}`, FIELD, field, keys))
  if (effect.link !== undefined) {
    const field = target.fields.find((each) => each.key === effect.link)
    if (!field) problems.push(missing(`${path}/link`, FIELD, effect.link, keys))
    else if (field.module !== around.module?.key)
      problems.push(
        problem(
          `${path}/link`,
          'wrong_link',
          `${path}/link: "${effect.link}" does not point to "${around.module?.key}". Name a relation that does.`,
          `${path}/link：“${effect.link}”没有指向“${around.module?.key}”，请选择指向它的关联字段。`,
        ),
      )
  }
  return problems
}
