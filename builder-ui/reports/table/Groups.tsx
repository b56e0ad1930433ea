// What a table report groups its records by, from the outermost group inwards.
import { useState } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { Storage } from '../../../runtime/expression/storage.ts'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { memberNames } from '../../../runtime/ui/data/members.ts'
import { labelOfPath, memberAtPath } from '../../../runtime/ui/rules/subjects.ts'
import { useLocale, useWords } from '../../../runtime/ui/words/words.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { freeKey } from '../../editor/keys.ts'
import { useSelection } from '../../editor/selection.tsx'
import { SQL } from '../../inspector/ExpressionSetting.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { MemberSetting } from '../../inspector/MemberSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { AddButton } from '../../lists/AddButton.tsx'
import { Fold } from '../../lists/Fold.tsx'
import { SortableList } from '../../lists/SortableList.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { words } from '../words.ts'

const MOST = 4
const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const

interface GroupsProps {
  readonly report: TableReportDefinition
  readonly module: Module
  readonly path: string
}

const single = ({ kind }: Storage) => kind !== 'json' && kind !== 'none'

export function Groups({ report, module, path }: GroupsProps) {
  const tell = useTell()
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [at] = useSelection()
  const [opened, setOpened] = useState<string>()
  const groups = report.groups ?? []
  const list = `${path}/groups`
  const byName = (by: string) => (memberAtPath(app, module, by) ? labelOfPath(app, module, by, say) : by)
  const nameOf = (group: (typeof groups)[number]) => textOf(group.label, locale, byName(group.by))
  const add = () => {
    const used = new Set(groups.map(({ by }) => by))
    const by = memberNames(module).find((name) => {
      const member = memberAtPath(app, module, name)?.member
      return member !== undefined && single(member.storage) && member.context.choices !== undefined && !used.has(name)
    })
    const key = freeKey(
      'group',
      [...groups, ...report.measures].map((each) => each.key),
    )
    const item = { key, by: by ?? '_owner' }
    change({ label: filled(words.groupAdded, { name: byName(item.by) }), edits: [{ kind: 'add', path: list, item }] })
    setOpened(key)
  }
  return (
    <>
      <SortableList
        items={groups}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={tell(words.groups)}
        onMove={(key, before) =>
          change({ label: filled(words.moved, { name: key }), edits: [{ kind: 'move', path: `${list}/${key}`, before }] })
        }
        row={(group) => {
          const here = `${list}/${group.key}`
          const kind = memberAtPath(app, module, group.by)?.member.storage.kind
          const dated = kind === undefined || kind === 'date' || kind === 'instant'
          return (
            <Fold
              path={here}
              name={nameOf(group)}
              note={group.bucket ? tell(words[group.bucket]) : undefined}
              open={opened === group.key || at?.startsWith(here) === true}
              onOpen={(open) => setOpened(open ? group.key : undefined)}
              onRemove={() =>
                change({
                  label: filled(words.removed, { name: bothOf(group.label, byName(group.by)) }),
                  edits: [{ kind: 'remove', path: here }],
                })
              }
            >
              <MemberSetting path={`${here}/by`} label={words.by} module={module} value={group.by} scope={SQL} fits={single} />
              {dated && (
                <SelectSetting
                  path={`${here}/bucket`}
                  label={words.bucket}
                  value={group.bucket}
                  clearable
                  placeholder={tell(words.noBucket)}
                  data={BUCKETS.map((value) => ({ value, label: tell(words[value]) }))}
                />
              )}
              <LabelSetting path={`${here}/label`} label={words.name} value={group.label} fallback={byName(group.by)} />
            </Fold>
          )
        }}
      />
      {groups.length < MOST && <AddButton label={tell(words.addGroup)} onAdd={add} />}
    </>
  )
}
