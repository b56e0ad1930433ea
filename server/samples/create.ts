// Makes an app from a template, a definition or nothing, and fills it with the sample data of its template where that is wanted: what the pages and the
// command line both do.
import { compileDefinition } from '../../runtime/definition/compile.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { User } from '../access/accounts.ts'
import { type Principal, userId } from '../access/principal.ts'
import type { Store } from '../database/connect.ts'
import { type AppHost, openHost } from '../definitions/host.ts'
import { createApp } from '../definitions/publish.ts'
import { blankDefinition, readSampleText, readTemplate } from '../definitions/templates.ts'
import { loadSample } from './load.ts'
import { readSample } from './read.ts'
import type { Sample } from './sample.ts'

export interface NewApp {
  /** Exactly one of these three. */
  readonly template?: string | undefined
  readonly definition?: unknown
  readonly blank?: { readonly label?: unknown } | undefined
  /** Absent: the key of the source; for a template or a blank page one like it that is free. */
  readonly key?: string | undefined
  /** Absent: the name of the source. */
  readonly label?: string | undefined
  /** What is given replaces the settings of the source. */
  readonly settings?: object | undefined
  /** Fills the app with the sample data of the template. */
  readonly sample?: boolean | undefined
}

export interface CreatedApp {
  readonly host: AppHost
  /** Sample records loaded, by module; undefined where none were asked for. */
  readonly loaded: Readonly<Record<string, number>> | undefined
}

/** Creates the app; its sample records are spread over `people`, whoever creates it first among them. */
export async function createFrom(store: Store, wanted: NewApp, people: readonly User[], principal: Principal): Promise<Result<CreatedApp>> {
  const source = await sourceOf(wanted)
  if (!source.ok) return source
  const document = source.value as Readonly<Record<string, unknown>>
  const key = wanted.key ?? (wanted.definition === undefined ? await freeKey(store, String(document.key)) : undefined)
  const chosen = {
    ...document,
    ...(key === undefined ? {} : { key }),
    ...(wanted.label === undefined ? {} : { label: wanted.label }),
    ...(wanted.settings === undefined ? {} : { settings: { ...(document.settings as object | undefined), ...wanted.settings } }),
  }
  const sample = wanted.sample ? await sampleFor(wanted.template, chosen) : ok(undefined)
  if (!sample.ok) return sample
  const created = await createApp(store, chosen, principal)
  if (!created.ok) return created
  const host = created.value
  if (!sample.value) return ok({ host, loaded: undefined })
  const me = userId(principal)
  const others = people.filter(({ id, disabled }) => !disabled && id !== me).map(({ id }) => id)
  const { locale } = (await host.current()).app.settings
  return ok({ host, loaded: await loadSample(host, sample.value, { owners: me === null ? others : [me, ...others], locale }) })
}

async function sourceOf({ template, definition, blank }: NewApp): Promise<Result<unknown>> {
  if ([template, definition, blank].filter((each) => each !== undefined).length !== 1) {
    return fail(
      problem(
        '',
        'missing',
        'Give exactly one of "template", "definition" and "blank".',
        '请在 template、definition、blank 中只填写一项。',
      ),
    )
  }
  return template === undefined ? ok(definition ?? blankDefinition(blank ?? {})) : readTemplate(template)
}

/** The sample of the template, held against the definition the app will have. */
async function sampleFor(template: string | undefined, document: unknown): Promise<Result<Sample | undefined>> {
  const text = template === undefined ? undefined : await readSampleText(template)
  if (text === undefined) return fail(noSample(template))
  const compiled = compileDefinition(document)
  return compiled.ok ? readSample(text, compiled.value) : compiled
}

function noSample(template: string | undefined): Problem {
  return template === undefined
    ? problem('sample', 'no_sample', 'sample: only a template has sample data. Leave it out.', 'sample：只有模板才有示例数据，请删除此项。')
    : problem('sample', 'no_sample', `sample: the template "${template}" has no sample data.`, `sample：模板“${template}”没有示例数据。`)
}

/** `key`, or with the first number behind it that is free. */
async function freeKey(store: Store, key: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? key : `${key.slice(0, 40)}_${number}`
    if (!(await openHost(store, tried))) return tried
  }
}
