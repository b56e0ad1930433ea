// The rules of a pipeline on the write path: what a move asks, what blocks it, who makes and approves it, what it does besides.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Result } from '../../../runtime/problem.ts'
import type { Principal } from '../../../server/access/principal.ts'
import { statement } from '../../../server/database/text.ts'
import { publish } from '../../../server/definitions/publish.ts'
import { visibleApp } from '../../../server/definitions/visible.ts'
import { listApprovals } from '../../../server/records/approvals.ts'
import { type Decision, decideApproval } from '../../../server/records/decide.ts'
import { movesOf } from '../../../server/records/moves.ts'
import type { Written } from '../../../server/records/write.ts'
import { newApp, system, type TestApp, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const DAY = 86_400_000

onBothDatabases('moves', (dialect) => {
  let place: Place
  let app: TestApp
  const ann = userPrincipal('ann', ['rep'])
  const max = userPrincipal('max', ['manager'])
  const boss = userPrincipal('boss', [], { manages: ['ann'] })
  beforeAll(async () => {
    place = await newPlace(dialect)
    app = await newApp(await place.connect(), gatedDefinition())
  })
  afterAll(() => place.remove())

  const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map((each) => `${each.path} ${each.code}`).sort())
  const move = async (id: string, to: string, more: Record<string, unknown> = {}, as: Principal = ann) => {
    const record = await app.read('deal', id)
    return app.update('deal', id, { _stage: to, _version: record!._version, ...more }, as)
  }
  const visits = (id: string) =>
    app.host.db.all(statement(dialect, 'SELECT * FROM "_visit" WHERE "record" = ? ORDER BY "entered_at", "pipeline", "seq"', [id]))
  const start = async (values: Record<string, unknown> = {}, as: Principal = ann) =>
    unwrap(await app.create('deal', { name: 'Deal', _owner: 'ann', ...values }, as))._id
  const READY = { decider: 'Li', budget: 500, amount: 900, sent: '2026-01-01' }
  const QUOTE = { _move: { checks: ['template'] } }
  const meet = (deal: string, daysAgo: number) =>
    app.create('meeting', { subject: 'Met', deal, role: 'approver', at: new Date(Date.now() - daysAgo * DAY).toISOString() })
  const options = async (id: string, as: Principal = ann, trial?: Parameters<typeof movesOf>[5]) => {
    const published = await app.host.current()
    return unwrap(await movesOf(app.host.db, published, as, published.app.modules.get('deal')!, id, trial)).options
  }
  const decide = (id: string, decision: Decision, comment: string | null, as: Principal) =>
    app.host.write((trx, published) =>
      decideApproval(
        { trx, db: app.host.db, published, principal: as, now: Date.now(), userExists: async () => true },
        id,
        decision,
        comment,
        async (user) => (user === 'ann' ? ann : undefined),
      ),
    )
  const toTalk = async (values: Record<string, unknown> = {}) => {
    const id = await start({ ...READY, ...values })
    unwrap(await move(id, 'quote', QUOTE))
    unwrap(await meet(id, 2))
    unwrap(await move(id, 'talk'))
    return id
  }

  it('tells everything a move asks at once, and lets it pass when it is given', async () => {
    const id = await start()
    expect(codes(await move(id, 'quote'))).toEqual(['_move.checks.template check_open', 'amount asked', 'budget gate', 'decider gate'])
    const [first] = ((await move(id, 'quote')) as Result<Written> & { ok: false }).problems
    expect(first).toMatchObject({ code: 'gate', rule: { place: 'exit', stage: 'need', key: 'budget_known' }, fields: ['budget'] })
    expect(first!.message.en).toBe('To leave “Need”: The budget is known. Now Budget is empty. Set Budget so that it holds.')
    expect(first!.message['zh-CN']).toBe('离开“需求确认”须满足：预算已确认。当前预算为空。请填写或修改：预算。')
    expect(await app.read('deal', id)).toMatchObject({ _stage: 'need', _version: 1 })
    unwrap(await move(id, 'quote', { ...READY, ...QUOTE }))
    expect(await visits(id)).toMatchObject([
      { stage: 'need', kind: 'create' },
      { stage: 'quote', kind: 'advance', transition: 'to_quote', left_at: null },
    ])
  })

  it('a strict pipeline has only the ways that are drawn, also for new records', async () => {
    const id = await start(READY)
    const refused = await move(id, 'talk', QUOTE)
    expect(codes(refused)).toEqual(['_stage no_transition'])
    expect(refused.ok ? '' : refused.problems[0]!.message.en).toContain('From here: Quote, Lost.')
    expect(codes(await app.create('deal', { name: 'x', ...READY, _stage: 'talk' }, ann))).toEqual(['_stage no_start'])
    expect(codes(await app.create('deal', { name: 'x', _stage: 'quote' }, ann))).toEqual([
      '_move.checks.template check_open',
      'amount asked',
      'budget gate',
      'decider gate',
    ])
    const made = unwrap(await app.create('deal', { name: 'x', ...READY, _stage: 'quote', ...QUOTE }, ann))
    expect(await visits(made._id)).toMatchObject([{ stage: 'quote', kind: 'create', transition: 'to_quote' }])
  })

  it('looks at related records, sets fields and makes a record with the move', async () => {
    const id = await start(READY)
    unwrap(await move(id, 'quote', QUOTE))
    unwrap(await meet(id, 31))
    const blocked = await move(id, 'talk')
    expect(codes(blocked)).toEqual(['_stage gate'])
    expect(blocked.ok ? '' : blocked.problems[0]!.message['zh-CN']).toBe(
      '进入“谈判”须满足：30 天内与审批者开过会。请先在相关记录中完成该项，或请有权限的同事处理。',
    )
    unwrap(await meet(id, 29))
    unwrap(await move(id, 'talk'))
    const record = await app.read('deal', id)
    expect(record).toMatchObject({
      _stage: 'talk',
      _stage_due: null,
      closes: new Date(Date.now() + 30 * DAY + 8 * 3_600_000).toISOString().slice(0, 10),
    })
    const { records } = await app.list('meeting', { where: `deal == "${id}" && due != null` })
    expect(records).toMatchObject([{ subject: 'Deal – follow up', _owner: 'ann' }])
  })

  it('asks a reason down to level 2 and a note to lose, keeps them with the visit, and revives only for a manager', async () => {
    const id = await start(READY)
    expect(codes(await move(id, 'lost'))).toEqual(['_move.note note_required', '_move.reason reason_required'])
    expect(codes(await move(id, 'lost', { _move: { reason: 'price', note: 'x' } }))).toEqual(['_move.reason reason_required'])
    expect(codes(await move(id, 'lost', { _move: { reason: 'price/nothing', note: 'x' } }))).toEqual(['_move.reason unknown_choice'])
    unwrap(await move(id, 'lost', { _move: { reason: 'price/discount', note: 'Too slow' } }))
    expect((await visits(id)).at(-1)).toMatchObject({
      kind: 'lose',
      reason: 'price',
      sub_reason: 'price/discount',
      note: 'Too slow',
      by_user: 'ann',
    })
    const refused = await move(id, 'need')
    expect(codes(refused)).toEqual(['_stage not_your_move'])
    const { message } = refused.ok ? expect.unreachable() : refused.problems[0]!
    expect(message.en).toContain('is made by people with the role Sales manager. Ask one of them.')
    expect(message['zh-CN']).toContain('只能由具有角色“销售经理”的人执行')
    unwrap(await move(id, 'need', {}, max))
    expect(await visits(id)).toMatchObject([{ kind: 'create' }, { kind: 'lose' }, { kind: 'revive' }])
    const direct = await app.create('deal', { name: 'x', _stage: 'lost' }, ann)
    expect(codes(direct)).toEqual(['_move.note note_required', '_move.reason reason_required'])
  })

  it('counts going back and asks for it; the limit of a stage ends when it should', async () => {
    const id = await start(READY)
    unwrap(await move(id, 'quote', QUOTE))
    const record = await app.read('deal', id)
    expect(Date.parse(record!._stage_due) - Date.parse(record!._stage_at)).toBe(10 * DAY)
    expect(codes(await move(id, 'need'))).toEqual(['_move.note note_required', '_move.reason reason_required'])
    unwrap(await move(id, 'need', { _move: { reason: 'fit', note: 'Unclear' } }))
    expect(await app.read('deal', id)).toMatchObject({ _regressions: 1, _stage: 'need' })
    const overdue = await app.list('deal', { where: '_regressions >= 1 && _stage_due > now()', fields: ['name'] })
    expect(overdue.records.map((each) => each._id)).toContain(id)
  })

  it('chooses between two transitions of the same stages by their conditions, or takes the one that is named', async () => {
    const small = await toTalk()
    unwrap(await move(small, 'won'))
    expect((await visits(small)).at(-1)).toMatchObject({ transition: 'win_small', kind: 'win' })
    const named = await toTalk()
    expect(codes(await move(named, 'won', { _move: { transition: 'win_big' } }))).toEqual(['amount gate'])
    expect(codes(await move(named, 'won', { _move: { transition: 'gone' } }))).toEqual(['_move.transition unknown_transition'])
    expect((await options(named)).filter(({ to }) => to === 'won')).toMatchObject([
      { transition: 'win_small', status: 'allowed' },
      { transition: 'win_big', status: 'asks' },
    ])
  })

  it('waits for approval, which is decided by those who may, and judged again when it is given', async () => {
    const id = await toTalk({ amount: 50_000 })
    const asked = unwrap(await move(id, 'won', { _move: { note: 'Signed' } }))
    expect(asked._approval).toBeTypeOf('string')
    expect(await app.read('deal', id)).toMatchObject({ _stage: 'talk' })
    const { app: definition } = await app.host.current()
    const listed = (as: Principal) => listApprovals(app.host.db, definition, as, undefined)
    expect(await listed(ann)).toMatchObject([{ record: id, mayDecide: false, mayWithdraw: true, note: 'Signed', askedBy: 'ann' }])
    expect(await listed(userPrincipal('bob', ['rep']))).toEqual([])
    expect(codes(await decide(asked._approval!, 'approve', null, ann))).toEqual([' forbidden'])
    expect(codes(await decide(asked._approval!, 'reject', null, max))).toEqual(['comment comment_required'])
    // The record is edited meanwhile so that the rule does not hold any more.
    unwrap(await app.update('deal', id, { amount: 9, _version: (await app.read('deal', id))!._version }, ann))
    expect(codes(await decide(asked._approval!, 'approve', null, max))).toEqual(['amount gate'])
    unwrap(await app.update('deal', id, { amount: 60_000, _version: (await app.read('deal', id))!._version }, ann))
    expect(unwrap(await decide(asked._approval!, 'approve', 'Well done', max))).toMatchObject({ state: 'approved' })
    expect(await app.read('deal', id)).toMatchObject({ _stage: 'won' })
    expect((await visits(id)).at(-1)).toMatchObject({ by_user: 'ann', note: 'Signed', transition: 'win_big' })
    expect(codes(await decide(asked._approval!, 'approve', null, max))).toEqual([' not_waiting'])
  })

  it('a manager of the owner may approve; whoever may approve moves at once; a request ends with its record or its move', async () => {
    const mine = await toTalk({ amount: 50_000 })
    expect(unwrap(await move(mine, 'won', {}, max))).not.toHaveProperty('_approval')
    const lost = await toTalk({ amount: 50_000 })
    const request = unwrap(await move(lost, 'won'))._approval!
    const { app: definition } = await app.host.current()
    const admin = { ...boss, admin: true } as Principal
    expect((await listApprovals(app.host.db, definition, admin, undefined)).map((each) => each.id)).toContain(request)
    unwrap(await move(lost, 'lost', { _move: { reason: 'fit/feature', note: 'x' } }))
    expect(codes(await decide(request, 'approve', null, max))).toEqual([' not_waiting'])
    const removed = await toTalk({ amount: 50_000 })
    const second = unwrap(await move(removed, 'won'))._approval!
    unwrap(await app.remove('deal', removed))
    const decided = await decide(second, 'approve', null, max)
    expect(decided.ok).toBe(false)
  })

  it('never tells a value the mover may not see, and says whom to ask', async () => {
    const id = await start({ ...READY, margin: 3 }, system)
    unwrap(await move(id, 'quote', QUOTE))
    unwrap(await meet(id, 1))
    const refused = await move(id, 'talk')
    expect(codes(refused)).toEqual(['_stage gate'])
    const text = refused.ok ? '' : `${refused.problems[0]!.message.en}${refused.problems[0]!.message['zh-CN']}`
    expect(text).not.toMatch(/margin|毛利|3/i)
    expect(text).toContain('a condition about fields you may not see')
    const option = (await options(id)).find(({ to }) => to === 'talk')!
    expect(JSON.stringify(option.criteria)).not.toMatch(/毛利|"Margin"/)
    expect(option.status).toBe('blocked')
    const seen = JSON.stringify(visibleApp((await app.host.current()).app, ann).definition)
    expect(seen).not.toMatch(/margin|毛利/)
    expect(seen).toContain('已用标准模板')
    unwrap(await app.update('deal', id, { margin: 30, _version: (await app.read('deal', id))!._version }))
    unwrap(await move(id, 'talk'))
  })

  it('goes over to another pipeline and back to a gapless log', async () => {
    const id = await toTalk()
    unwrap(await move(id, 'won'))
    unwrap(await move(id, 'renew_open'))
    const log = await visits(id)
    expect(log.map((each) => [each.pipeline, each.stage, each.kind])).toEqual([
      ['main', 'need', 'create'],
      ['main', 'quote', 'advance'],
      ['main', 'talk', 'advance'],
      ['main', 'won', 'win'],
      ['renewal', 'renew_open', 'move'],
    ])
    for (const [index, each] of log.entries()) expect(each.left_at).toBe(log[index + 1]?.entered_at ?? null)
  })

  it('shows what a move would need while it is filled in, without making it', async () => {
    const id = await start()
    const first = await options(id)
    expect(first.map(({ to, status }) => [to, status])).toEqual([
      ['quote', 'asks'],
      ['talk', 'blocked'],
      ['won', 'blocked'],
      ['lost', 'asks'],
      ['renew_open', 'allowed'],
    ])
    const trial = { to: 'quote', values: { decider: 'Li', budget: 1 }, answers: { checks: ['template'] } }
    expect(await options(id, ann, trial)).toMatchObject([
      {
        status: 'asks',
        asks: [
          { kind: 'field', key: 'amount', done: false },
          { kind: 'check', key: 'template', done: true },
        ],
        criteria: [
          { key: 'budget_known', holds: true },
          { key: 'decider', holds: true },
        ],
      },
    ])
    expect(await app.read('deal', id)).toMatchObject({ _stage: 'need', _version: 1, budget: null })
  })

  it('says so when the checklist changed while the form was open, and ends requests whose transition is gone', async () => {
    const waiting = await toTalk({ amount: 50_000 })
    const request = unwrap(await move(waiting, 'won'))._approval!
    const id = await start(READY)
    const next = gatedDefinition()
    const { transitions } = next.pipelines![0]!
    next.pipelines![0]!.transitions = transitions!
      .filter((each) => each.key !== 'win_big')
      .map((each) => (each.key === 'to_quote' ? { ...each, ask: [{ field: 'amount' }] } : each))
    unwrap(await publish(app.host, next, system))
    expect(codes(await move(id, 'quote', QUOTE))).toEqual(['_move.checks.template checklist_changed'])
    unwrap(await move(id, 'quote'))
    expect(unwrap(await decide(request, 'approve', null, max))).toMatchObject({
      state: 'obsolete',
      problems: [{ code: 'transition_gone' }],
    })
    expect(await app.read('deal', waiting)).toMatchObject({ _stage: 'talk' })
    unwrap(await publish(app.host, gatedDefinition(), system))
  })

  it('refuses what is no move and what it does not know', async () => {
    const id = await start(READY)
    expect(codes(await move(id, 'quote', { _move: { checks: ['template'], who: 'me' } }))).toEqual(['_move.who unknown_field'])
    expect(codes(await move(id, 'quote', { _move: 'x' }))).toEqual(['_move type'])
    expect(codes(await move(id, 'quote', { _move: { checks: 'template' } }))).toEqual(['_move.checks type'])
    const record = await app.read('deal', id)
    expect(unwrap(await move(id, 'need'))._version).toBe(record!._version)
  })

  it('moves the records of a removed stage where the plan says, and their limit with them', async () => {
    const id = await start(READY)
    unwrap(await move(id, 'quote', QUOTE))
    const next = gatedDefinition()
    const [main] = next.pipelines!
    main!.stages = main!.stages
      .filter((stage) => stage.key !== 'quote')
      .map((stage) => (stage.key === 'talk' ? { ...stage, dwell: { limit: '2d' } } : stage))
    main!.transitions = main!
      .transitions!.filter((each) => each.key !== 'to_quote' && each.key !== 'to_talk')
      .map((each) => (each.key === 'revive' ? { ...each, to: 'need' } : each))
    unwrap(await publish(app.host, next, system, { decisions: { 'stage:main:quote': 'talk' } }))
    const record = await app.read('deal', id)
    expect(record!._stage).toBe('talk')
    expect(Date.parse(record!._stage_due) - Date.parse(record!._stage_at)).toBe(2 * DAY)
  })
})
