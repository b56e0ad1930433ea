// A small sales team at work: an administrator, a colleague, accounts, contacts and deals in every stage of the B2B template.
import { readFileSync } from 'node:fs'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { productPath } from '../../server/product.ts'
import { type Caller, callerOf, type E2eServer } from './server.ts'

export const ADMIN = { name: '林薇', email: 'lin@example.com', password: 'correct horse' }
export const COLLEAGUE = { name: 'Anna Schmidt', email: 'anna@example.com', password: 'battery staple' }
export const APP = 'b2b'

const ACCOUNTS = [
  '华东精工',
  '蓝鲸科技',
  '青禾教育',
  '远山医疗',
  'Northwind Trading',
  '星河零售',
  '江南纺织',
  'Contoso Ltd',
  '新域金融',
  '汇川设备',
  '白鹭软件',
  '云岭农业',
]
const INDUSTRIES = ['manufacturing', 'it', 'education', 'health', 'other', 'retail']
const SOURCES = ['website', 'search_ads', 'wechat', 'field', 'fair']
const THINGS = ['年度框架', 'CRM 升级', '产线改造', 'Training package', '数据看板', '备件合同', '试点项目']
/** How many deals stand in each stage. */
export const DEALS: Readonly<Record<string, number>> = {
  first_contact: 9,
  intent: 7,
  solution: 6,
  budget: 4,
  negotiation: 3,
  contract: 2,
  won: 5,
  lost: 6,
}

export interface World {
  readonly admin: Caller
  readonly colleague: Caller
  readonly accounts: readonly string[]
  readonly deals: readonly { readonly id: string; readonly stage: string; readonly name: string }[]
}

/** The template without the rules of its pipelines, so that cards go wherever a test wants them; the rules have tests of their own. */
function ungated(app: AppDefinition): AppDefinition {
  const pipelines = app.pipelines!.map(({ transitions: _, ...pipeline }) => ({
    ...pipeline,
    stages: pipeline.stages.map(({ enter: _enter, exit: _exit, ...stage }) => stage),
  }))
  return { ...app, pipelines }
}

export async function setUpWorld(server: E2eServer): Promise<World> {
  const admin = callerOf(server.url)
  await admin.call('POST', '/setup', { token: new URL(server.setup).searchParams.get('token'), ...ADMIN })
  await admin.call('POST', '/apps', { definition: ungated(JSON.parse(readFileSync(productPath('templates', 'b2b', 'app.json'), 'utf8'))) })
  const { link } = await admin.call('POST', '/invitations', { email: COLLEAGUE.email, roles: { [APP]: ['designer'] } })
  const colleague = callerOf(server.url)
  await colleague.call('POST', `/invitations/${new URL(link).searchParams.get('token')}/accept`, {
    name: COLLEAGUE.name,
    password: COLLEAGUE.password,
  })

  const records = `/apps/${APP}/records`
  const accounts: string[] = []
  for (const [index, name] of ACCOUNTS.entries()) {
    const { _id } = await admin.call('POST', `${records}/account`, {
      name,
      industry: INDUSTRIES[index % INDUSTRIES.length],
      size: ['s', 'm', 'l'][index % 3],
      phone: `+86 21 5555 ${1000 + index}`,
    })
    accounts.push(_id)
  }
  for (const [index, account] of accounts.slice(0, 6).entries()) {
    await admin.call('POST', `${records}/contact`, {
      name: ['王芳', '李强', '陈静', 'Paul Meyer', '赵磊', '周敏'][index],
      account,
      position: ['采购经理', '技术总监'][index % 2],
      decision_roles: [['approver', 'user', 'purchasing'][index % 3]],
    })
  }
  const deals: { id: string; stage: string; name: string }[] = []
  let count = 0
  for (const [stage, many] of Object.entries(DEALS)) {
    for (let index = 0; index < many; index += 1, count += 1) {
      const at = count % ACCOUNTS.length
      const name = `${ACCOUNTS[at]} · ${THINGS[count % THINGS.length]}`
      const who = count % 3 === 0 ? colleague : admin
      const day = String(1 + (count % 28)).padStart(2, '0')
      const values = {
        name,
        account: accounts[at],
        amount: 12_000 + ((count * 37) % 90) * 1_500,
        source: SOURCES[count % SOURCES.length],
        closes: `2027-0${1 + (count % 6)}-${day}`,
      }
      const next = count % 2 === 0 ? { next_step: '电话回访', next_at: `2026-12-${day}` } : {}
      const made = await who.call('POST', `${records}/deal`, { ...values, ...next })
      if (stage !== 'first_contact') {
        const lost = stage === 'lost' ? { loss_reason: ['price/payment', 'fit/feature', 'competition/rival'][index % 3] } : {}
        await who.call('PATCH', `${records}/deal/${made._id}`, { _stage: stage, _version: made._version, ...lost })
      }
      deals.push({ id: made._id, stage, name })
    }
  }
  return { admin, colleague, accounts, deals }
}

/** A world whose server has stopped: its data, and what is known of them. */
export interface KeptWorld {
  readonly data: string
  readonly admin: string
  readonly colleague: string
  readonly accounts: World['accounts']
  readonly deals: World['deals']
}

export function keepWorld({ admin, colleague, accounts, deals }: World, data: string): KeptWorld {
  return { data, admin: admin.cookie(), colleague: colleague.cookie(), accounts, deals }
}

export function worldAt(url: string, { admin, colleague, accounts, deals }: KeptWorld): World {
  return { admin: callerOf(url, admin), colleague: callerOf(url, colleague), accounts, deals }
}
