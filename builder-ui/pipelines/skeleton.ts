// What a new pipeline begins with.
import type { PipelineDefinition, StageDefinition } from '../../runtime/definition/types.ts'
import type { Label, Text } from '../../runtime/label.ts'
import { freeKey } from '../editor/keys.ts'

const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh })

const USUAL: readonly (readonly [key: string, label: Text, probability: number])[] = [
  ['contact', text('First contact', '初步接触'), 10],
  ['need', text('Need confirmed', '需求确认'), 25],
  ['offer', text('Solution and quote', '方案报价'), 45],
  ['negotiation', text('Negotiation', '商务谈判'), 70],
  ['contract', text('Contract', '合同签订'), 90],
]
const BLANK: typeof USUAL = [['begun', text('Begun', '开始'), 50]]
const WON = text('Won', '赢单')
const LOST = text('Lost', '输单')

interface NewPipeline {
  readonly key: string
  readonly name: Label
  readonly module: string
  readonly blank: boolean
  /** The stage keys the module has already. */
  readonly taken: readonly string[]
}

export function skeleton({ key, name, module, blank, taken }: NewPipeline): PipelineDefinition {
  const own = (wanted: string) => freeKey(taken.includes(wanted) ? `${key}_${wanted}`.slice(0, 48) : wanted, taken)
  const stages: StageDefinition[] = [
    ...(blank ? BLANK : USUAL).map(
      ([stage, label, probability]): StageDefinition => ({ key: own(stage), label, type: 'open', probability }),
    ),
    { key: own('won'), label: WON, type: 'won', probability: 100 },
    { key: own('lost'), label: LOST, type: 'lost', probability: 0 },
  ]
  return { key, label: name, module, stages }
}

/** The usual reasons for which sales are lost, each with what to do about it. */
export function lossReasons(key: string): { readonly key: string; readonly label: Text; readonly items: readonly unknown[] } {
  const reason = (name: string, label: Text, action: Text) => ({ key: name, label, action })
  return {
    key,
    label: text('Loss reasons', '丢单原因'),
    items: [
      {
        key: 'price',
        label: text('Price', '价格'),
        items: [
          reason('too_high', text('Price too high', '报价过高'), text('Offer packages of different size', '提供不同规格的套餐')),
          reason('terms', text('Payment terms', '付款条件'), text('Prepare instalments', '准备分期付款方案')),
        ],
      },
      {
        key: 'product',
        label: text('Product', '产品'),
        items: [
          reason('function', text('A function is missing', '功能不满足'), text('Report it to the product team', '反馈给产品团队')),
          reason('proof', text('No proof that it works', '缺少成功案例'), text('Collect references of the industry', '收集同行业案例')),
        ],
      },
      {
        key: 'competitor',
        label: text('Competitor', '竞争对手'),
        items: [
          reason('relation', text('Better relations', '对方客情更好'), text('Reach the decision maker earlier', '更早接触决策人')),
          reason('offer', text('Better offer', '对方方案更优'), text('Compare the offers afterwards', '复盘方案差距')),
        ],
      },
      {
        key: 'customer',
        label: text('Customer', '客户'),
        items: [
          reason('budget', text('No budget', '没有预算'), text('Ask for the budget before the solution', '出方案前先确认预算')),
          reason('postponed', text('Project put off', '项目暂停'), text('Set a date to ask again', '约定再次跟进日期')),
        ],
      },
      {
        key: 'us',
        label: text('Us', '我方'),
        items: [
          reason('slow', text('Answered too slowly', '响应太慢'), text('Shorten the dwell limits', '缩短停留时限')),
          reason('follow_up', text('Not followed up', '跟进不足'), text('Agree on a next step in every talk', '每次沟通约定下一步')),
        ],
      },
    ],
  }
}
