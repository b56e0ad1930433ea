// Two definitions of one app that are published in turn, so different that going from one to the other does every kind of step to tables and data.
import type { AppDefinition } from '../../runtime/definition/types.ts'

const stage = (key: string, type: 'open' | 'won' | 'lost') => ({ key, type, label: key })

export function firstDefinition(): AppDefinition {
  return {
    format: 1,
    key: 'faults',
    label: { en: 'Faults', 'zh-CN': '故障' },
    settings: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      {
        key: 'deal',
        label: { en: 'Deal', 'zh-CN': '商机' },
        title: 'name',
        fields: [
          { key: 'number', type: 'autonumber', label: 'number', prefix: 'D-', digits: 6 },
          { key: 'name', type: 'text', label: 'name', required: true },
          { key: 'code', type: 'text', label: 'code', unique: true },
          { key: 'amount', type: 'money', label: 'amount' },
          { key: 'score', type: 'text', label: 'score' },
          { key: 'plan', type: 'text', label: 'plan' },
        ],
      },
      { key: 'note', label: { en: 'Note', 'zh-CN': '备注' }, title: 'text', fields: [{ key: 'text', type: 'text', label: 'text' }] },
    ],
    pipelines: [
      {
        key: 'main',
        module: 'deal',
        label: 'main',
        stages: [stage('need', 'open'), stage('quote', 'open'), stage('talk', 'open'), stage('won', 'won'), stage('lost', 'lost')],
      },
    ],
  }
}

/** A field and a module more, one of each less, a field of another type, another unique field, a stage less. */
export function secondDefinition(): AppDefinition {
  const first = firstDefinition()
  const [deal] = first.modules
  const fields = deal!.fields
    .filter(({ key }) => key !== 'plan')
    .map((field) => (field.key === 'score' ? { key: 'score', type: 'integer', label: 'score' } : field))
  return {
    ...first,
    modules: [
      {
        ...deal!,
        fields: [
          ...fields,
          { key: 'budget', type: 'money', label: 'budget' },
          { key: 'hot', type: 'boolean', label: 'hot' },
        ] as typeof fields,
      },
      {
        key: 'visit_report',
        label: { en: 'Report', 'zh-CN': '拜访' },
        title: 'text',
        fields: [
          { key: 'text', type: 'text', label: 'text' },
          { key: 'deal', type: 'relation', label: 'deal', module: 'deal', inverse: 'reports' },
        ],
      },
    ],
    pipelines: [{ ...first.pipelines![0]!, stages: first.pipelines![0]!.stages.filter(({ key }) => key !== 'talk') }],
  }
}
