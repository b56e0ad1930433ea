// `stagewright create`: an app from a definition or a template, with sample data where that is wanted, as the pages of the first visit make it.

import type { App } from '../../runtime/definition/app.ts'
import { textOf } from '../../runtime/label.ts'
import { problem } from '../../runtime/problem.ts'
import { createAccounts } from '../access/better-auth.ts'
import { systemPrincipal } from '../access/principal.ts'
import { createFrom } from '../samples/create.ts'
import type { Command, Options } from './command.ts'
import { readJsonFile } from './json-file.ts'
import { withStore } from './store.ts'

export const create: Command = {
  name: 'create',
  positionals: [],
  options: {
    file: { type: 'string' },
    template: { type: 'string' },
    sample: { type: 'boolean' },
    key: { type: 'string' },
    name: { type: 'string' },
    locale: { type: 'string' },
    'time-zone': { type: 'string' },
    currency: { type: 'string' },
  },
  shown: '--file FILE | --template KEY [--sample] [--key KEY] [--name NAME] [--locale zh-CN|en] [--time-zone ZONE] [--currency CODE]',
  summary: 'Creates an app from a definition or a template, with --sample filled with the sample data of the template.',
  async run({ options }) {
    const file = text(options.file)
    const template = text(options.template)
    if ((file === undefined) === (template === undefined)) {
      return {
        problems: [problem('', 'missing', 'Give either --file FILE or --template KEY.', '请填写 --file FILE 或 --template KEY 之一。')],
      }
    }
    const document = file === undefined ? undefined : await readJsonFile(file)
    if (document && !document.ok) return document
    return withStore(options, async (store) => {
      const people = await (await createAccounts(store)).users()
      const wanted = {
        template,
        definition: document?.value,
        key: text(options.key) ?? options.app,
        label: text(options.name),
        settings: settingsOf(options),
        sample: options.sample === true,
      }
      const created = await createFrom(store, wanted, people, systemPrincipal('cli'))
      if (!created.ok) return created
      const { host, loaded } = created.value
      const { app } = await host.current()
      return {
        text: [`✓ ${host.key}: version 1`, ...(loaded ? [sampleLine(app, loaded)] : []), ...nextLines(options, people.length > 0)].join(
          '\n',
        ),
        json: { key: host.key, version: 1, ...(loaded ? { sample: loaded } : {}) },
      }
    })
  },
}

function text(option: string | boolean | undefined): string | undefined {
  return typeof option === 'string' ? option : undefined
}

/** The settings that are given; the template or the definition has the others. */
function settingsOf(options: Options): object | undefined {
  const given = Object.entries({ locale: options.locale, timeZone: options['time-zone'], currency: options.currency }).filter(
    ([, value]) => value !== undefined,
  )
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

function sampleLine(app: App, loaded: Readonly<Record<string, number>>): string {
  const counts = Object.entries(loaded).map(([key, count]) => `${textOf(app.modules.get(key)?.label, app.settings.locale, key)} ${count}`)
  return `  ${counts.join(' · ')}`
}

/** What to do now: start the server where nobody has been here yet, else open the page. */
function nextLines(options: Options, settled: boolean): string[] {
  const where = options.data !== undefined ? ` --data ${options.data}` : options.database !== undefined ? ' --database URL' : ''
  const serve = `npx stagewright serve${where}`
  return settled
    ? ['', '  Next: open the app in the browser', '  下一步：在浏览器中打开应用', '', `  ${serve}`]
    : ['', '  Next: start the server and open the link it prints', '  下一步：启动服务器，打开它输出的链接', '', `  ${serve}`]
}
