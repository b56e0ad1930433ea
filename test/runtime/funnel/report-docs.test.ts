import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileText } from '../../../runtime/definition/compile.ts'
import { validateReport } from '../../../runtime/definition/validate.ts'
import { planReport } from '../../../runtime/funnel/report-plan.ts'

const root = new URL('../../../', import.meta.url)

test('the report in docs/reports.md is one of the B2B template', () => {
  const text = readFileSync(new URL('docs/reports.md', root), 'utf8')
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json!))
  const template = compileText(readFileSync(new URL('templates/b2b/app.json', root), 'utf8'))
  if (!template.ok) throw new Error(JSON.stringify(template.problems))
  expect(examples).toHaveLength(1)
  for (const report of examples) {
    expect(validateReport(report)).toEqual([])
    expect(planReport(template.value, report)).toMatchObject({ ok: true, value: { groups: { length: 2 }, measures: { length: 4 } } })
  }
})
