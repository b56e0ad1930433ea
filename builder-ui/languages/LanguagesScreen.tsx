// The translation table: every text of the app in both languages, those that lack one marked. What is written is taken into the draft at once.
import { Checkbox, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { memo, useDeferredValue, useMemo, useRef, useState } from 'react'
import { guardComposition } from '../../runtime/fields/composition.ts'
import { type Label, LOCALES, type Locale } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { placeName } from '../editor/place.ts'
import { useOpenPlace } from '../editor/selection.tsx'
import { withText } from '../inspector/LabelSetting.tsx'
import { typedProps } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { useTyped } from '../inspector/use-typed.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Languages.module.css'
import { labelsOf, lacks } from './labels.ts'
import { words } from './words.ts'

const ROW = 44
const NAMES = { 'zh-CN': words.chinese, en: words.english }

export default function LanguagesScreen() {
  const tell = useTell()
  const locale = useLocale()
  const definition = useDefinition()
  const [find, setFind] = useState('')
  const [onlyMissing, setOnlyMissing] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const shown = useDeferredValue(definition)
  const all = useMemo(
    () =>
      labelsOf(shown).map((each) => ({
        ...each,
        name: placeName(shown, each.path, locale),
        missing: LOCALES.some((one) => lacks(each.label, one)),
      })),
    [shown, locale],
  )
  // A row that was missing stays while one writes in it: what is shown is chosen when the filter is, not with every letter.
  const [kept, setKept] = useState<ReadonlySet<string>>()
  const wanted = find.trim().toLowerCase()
  const rows = all.filter(
    ({ name, label, path, missing }) =>
      (!onlyMissing || missing || kept?.has(path)) &&
      (wanted === '' || name.toLowerCase().includes(wanted) || JSON.stringify(label).toLowerCase().includes(wanted)),
  )
  const missing = all.filter((each) => each.missing)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 10 })
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h1>{tell(words.title)}</h1>
          <p role="status">{missing.length > 0 ? tell(words.missing, { count: missing.length }) : tell(words.complete)}</p>
        </div>
        <Checkbox
          label={tell(words.onlyMissing)}
          checked={onlyMissing}
          onChange={(event) => {
            setKept(event.currentTarget.checked ? new Set(missing.map(({ path }) => path)) : undefined)
            setOnlyMissing(event.currentTarget.checked)
          }}
        />
        <TextInput
          className={classes.find}
          aria-label={tell(words.find)}
          placeholder={tell(words.find)}
          leftSection={<Search size={14} strokeWidth={1.75} />}
          value={find}
          onKeyDownCapture={guardComposition}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      </header>
      <div ref={box} className={classes.box}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows that come and go as one scrolls are no table of the browser's */}
        <div role="table" aria-label={tell(words.table)} aria-rowcount={rows.length + 1}>
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: headings, nothing to act on */}
          <div role="row" aria-rowindex={1} className={classes.top}>
            {[words.place, words.chinese, words.english].map((word) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: a heading, nothing to act on
              <div key={word.en} role="columnheader">
                {tell(word)}
              </div>
            ))}
          </div>
          <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const { path, label, name } = rows[index]!
              return <Row key={path} path={path} label={label} name={name} index={index} start={start} />
            })}
          </div>
        </div>
        {rows.length === 0 && <p className={classes.none}>{tell(words.none)}</p>}
      </div>
    </div>
  )
}

interface RowProps {
  readonly path: string
  readonly label: Label
  readonly name: string
  readonly index: number
  readonly start: number
}

const Row = memo(function Row({ path, label, name, index, start }: RowProps) {
  const open = useOpenPlace()
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table
    // biome-ignore lint/a11y/useFocusableInteractive: its cells are
    <div role="row" aria-rowindex={index + 2} className={classes.row} style={{ transform: `translateY(${start}px)` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the table */}
      <div role="cell" className={classes.place}>
        <button type="button" title={name} onClick={() => open(path)}>
          {name}
        </button>
      </div>
      {LOCALES.map((locale) => (
        // biome-ignore lint/a11y/useSemanticElements: see the table
        <div key={locale} role="cell">
          <Cell path={path} label={label} name={name} locale={locale} />
        </div>
      ))}
    </div>
  )
})

interface CellProps {
  readonly path: string
  readonly label: Label
  readonly name: string
  readonly locale: Locale
}

function Cell({ path, label, name, locale }: CellProps) {
  const tell = useTell()
  const set = useSet()
  const typed = useTyped(typeof label === 'string' ? label : (label[locale] ?? ''), (text) => {
    const next = withText(label, locale, text)
    // The last text of a place is not taken away here.
    if (next !== undefined) set(path, next)
  })
  const missing = lacks(label, locale)
  return (
    <TextInput
      {...typedProps(typed)}
      size="xs"
      lang={locale}
      data-missing={missing || undefined}
      classNames={{ input: classes.input! }}
      aria-label={tell(words.cell, { place: name, language: tell(NAMES[locale]) })}
      placeholder={missing ? tell(words.lacking) : undefined}
      maxLength={2000}
    />
  )
}
