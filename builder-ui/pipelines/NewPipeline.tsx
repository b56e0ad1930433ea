// A new pipeline: for which module, what it is called, and whether it begins with the usual stages.
import { Button, Group, Radio, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { guardComposition } from '../../runtime/fields/composition.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { filled, useTell } from '../words/text.tsx'
import classes from './Pipelines.module.css'
import { skeleton } from './skeleton.ts'
import { words } from './words.ts'

export function NewPipeline({ onClose }: { readonly onClose: () => void }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const definition = useDefinition()
  const [, go] = useLocation()
  const { modules, pipelines = [] } = definition
  const [name, setName] = useState('')
  // A module without a pipeline is the one most likely meant.
  const [module, setModule] = useState(
    () => (modules.find(({ key }) => !pipelines.some((each) => each.module === key)) ?? modules[0])?.key ?? null,
  )
  const [begin, setBegin] = useState('usual')
  const create = async (event: FormEvent) => {
    event.preventDefault()
    const given = name.trim()
    if (given === '' || module === null) return
    const key = await keyFor(
      given,
      pipelines.map((each) => each.key),
      'pipeline',
    )
    const taken = pipelines.filter((each) => each.module === module).flatMap(({ stages }) => stages.map((stage) => stage.key))
    const item = skeleton({ key, name: given, module, blank: begin === 'blank', taken })
    if (!change({ label: filled(words.added, { name: given }), edits: [{ kind: 'add', path: '/pipelines', item }] })) return
    onClose()
    go(designPath(app.key, `pipelines/${key}`))
  }
  return (
    <Dialog onClose={onClose} title={tell(words.add)} size={440}>
      <form className={classes.form} onSubmit={create}>
        <TextInput
          label={tell(words.name)}
          value={name}
          maxLength={200}
          data-autofocus
          autoComplete="off"
          onKeyDownCapture={guardComposition}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={tell(words.module)}
          description={tell(words.moduleHelp)}
          data={modules.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
          value={module}
          allowDeselect={false}
          onChange={setModule}
        />
        <Radio.Group label={tell(words.beginWith)} value={begin} onChange={setBegin}>
          <div className={classes.form}>
            <Radio value="usual" label={tell(words.usual)} description={tell(words.usualHelp)} />
            <Radio value="blank" label={tell(words.blank)} description={tell(words.blankHelp)} />
          </div>
        </Radio.Group>
        <Group justify="flex-end">
          <Button type="submit" disabled={name.trim() === '' || module === null}>
            {tell(words.create)}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
