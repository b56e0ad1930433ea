// What a paste would do, to be agreed to: how much changes and how much is made, what does not convert and why, and the first rows as they would be.
import { Button, Checkbox, Group, Modal, Select } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import type { DateOrder } from '../../../fields/contract.ts'
import { useFieldServices } from '../../../fields/services.tsx'
import { useFormats } from '../../data/formats.tsx'
import { recordTitle } from '../../data/titles.ts'
import { useLocale, useWords, type WordKey } from '../../words/words.tsx'
import { faultText, textOfValue } from './cell-values.ts'
import classes from './Grid.module.css'
import { type PastePlan, planPaste, type Unreadable } from './paste-plan.ts'
import type { PendingPaste } from './use-clipboard.tsx'

interface PasteDialogProps {
  readonly module: Module
  readonly pending: PendingPaste
  readonly onApply: (plan: PastePlan, onProgress: (done: number) => void, signal: AbortSignal) => Promise<void>
  readonly onClose: () => void
}

const SHOWN_FAULTS = 100
const SHOWN_ROWS = 12
const ORDERS: Readonly<Record<DateOrder, WordKey>> = {
  YMD: 'grid.paste.order.YMD',
  DMY: 'grid.paste.order.DMY',
  MDY: 'grid.paste.order.MDY',
}

export default function PasteDialog({ module, pending, onApply, onClose }: PasteDialogProps) {
  const say = useWords()
  const formats = useFormats()
  const [order, setOrder] = useState<DateOrder>()
  const [agreed, setAgreed] = useState(false)
  const [done, setDone] = useState<number>()
  const abort = useRef(new AbortController())
  const plan = useMemo(
    () => (order === undefined ? pending.plan : planPaste(pending.target, pending.rows, pending.found, { dateOrder: order })),
    [pending, order],
  )
  const { changes, creates, unreadable, locked, cutColumns, cutLines } = plan
  const ambiguous = pending.plan.unreadable.some(({ fault }) => fault.code === 'date_ambiguous')
  const total = changes.length + creates.length
  const left = unreadable.length + locked.length + Math.max(cutColumns, 0) + cutLines > 0
  const apply = async () => {
    setDone(0)
    await onApply(plan, setDone, abort.current.signal)
    onClose()
  }
  const close = () => {
    abort.current.abort()
    onClose()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say('grid.paste.title')}
      size="xl"
      returnFocus={false}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <ul className={classes.sum}>
        <li>
          <strong className="num">{formats.number(changes.length)}</strong> {say('grid.paste.changes')}
        </li>
        <li>
          <strong className="num">{formats.number(creates.length)}</strong> {say('grid.paste.creates')}
        </li>
        <li data-wrong={unreadable.length > 0 || undefined}>
          <strong className="num">{formats.number(unreadable.length)}</strong> {say('grid.paste.unreadable')}
        </li>
      </ul>
      {ambiguous && (
        <Select
          className={classes.order}
          label={say('grid.paste.order')}
          allowDeselect={false}
          placeholder={say('grid.paste.order.choose')}
          value={order ?? null}
          data={Object.entries(ORDERS).map(([value, word]) => ({ value, label: say(word) }))}
          onChange={(next) => setOrder(next as DateOrder)}
        />
      )}
      {unreadable.length > 0 && <Faults module={module} faults={unreadable} />}
      {left && (
        <ul className={classes.notes}>
          {locked.length > 0 && (
            <li>{say('grid.paste.locked', { columns: locked.map(({ member }) => member.label).join(say('list.comma')) })}</li>
          )}
          {cutColumns > 0 && <li>{say('grid.paste.cut_columns', { count: cutColumns })}</li>}
          {cutLines > 0 && <li>{say('grid.paste.cut_lines', { count: cutLines })}</li>}
        </ul>
      )}
      {total > 0 && <Rows module={module} plan={plan} />}
      {unreadable.length > 0 && total > 0 && (
        <Checkbox mt={16} label={say('grid.paste.skip')} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
      )}
      {done !== undefined && <progress className={classes.progress} max={total} value={done} aria-label={say('grid.paste.progress')} />}
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={close}>
          {say(done === undefined ? 'cancel' : 'grid.stop')}
        </Button>
        <Button
          data-autofocus
          loading={done !== undefined}
          disabled={total === 0 || (unreadable.length > 0 && !agreed)}
          onClick={() => void apply()}
        >
          {say('grid.paste.do')}
        </Button>
      </Group>
    </Modal>
  )
}

/** The cells that do not convert: where, what, why. */
function Faults({ module, faults }: { readonly module: Module; readonly faults: readonly Unreadable[] }) {
  const say = useWords()
  const locale = useLocale()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.faults} tabIndex={0} aria-label={say('grid.paste.unreadable')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('grid.paste.line')}</th>
            <th scope="col">{say('grid.paste.record')}</th>
            <th scope="col">{say('rules.field')}</th>
            <th scope="col">{say('rules.value')}</th>
            <th scope="col">{say('grid.paste.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, SHOWN_FAULTS).map(({ line, record, column, text, fault }) => (
            <tr key={`${line} ${column.name} ${fault.code}`}>
              <td className="num">{line}</td>
              <td>{record ? (recordTitle(module, record) ?? say('record.untitled')) : say('grid.paste.new')}</td>
              <td>{column.member.label}</td>
              <td>{text}</td>
              <td>{faultText(fault, say, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > SHOWN_FAULTS && <p>{say('grid.paste.more', { count: faults.length - SHOWN_FAULTS })}</p>}
    </section>
  )
}

/** The first records as they would be; what changes shows what it was. */
function Rows({ module, plan: { changes, creates } }: { readonly module: Module; readonly plan: PastePlan }) {
  const say = useWords()
  const services = useFieldServices()
  const rows = [
    ...changes.map(({ record, cells }) => ({ key: record._id, name: recordTitle(module, record) ?? say('record.untitled'), cells })),
    ...creates.map(({ line, cells }) => ({ key: String(line), name: say('grid.paste.new'), cells })),
  ]
  const half = Math.max(SHOWN_ROWS - Math.min(creates.length, SHOWN_ROWS / 2), 0)
  const shown = [
    ...rows.slice(0, Math.min(half, changes.length)),
    ...rows.slice(changes.length, changes.length + SHOWN_ROWS - Math.min(half, changes.length)),
  ]
  const columns = [...new Map(shown.flatMap(({ cells }) => cells.map(({ column }) => [column.name, column] as const))).values()]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.preview} tabIndex={0} aria-label={say('grid.paste.preview')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('grid.paste.record')}</th>
            {columns.map(({ name, member }) => (
              <th key={name} scope="col">
                {member.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {columns.map((column) => {
                const cell = cells.find((each) => each.column === column)
                const [before, after] = [cell?.before, cell?.after].map((value) =>
                  textOfValue(module, column.member, value, services.titleOf),
                )
                return (
                  <td key={column.name} data-numeric={column.numeric || undefined}>
                    {cell && before !== '' && <del>{before}</del>} {cell && <ins>{after || say('grid.nothing')}</ins>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && <p>{say('grid.paste.more_rows', { count: rows.length - shown.length })}</p>}
    </section>
  )
}
