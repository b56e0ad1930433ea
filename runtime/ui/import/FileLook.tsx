// How the file was read, with its first rows: what was found out wrongly is put right here.
import { Button, Select } from '@mantine/core'
import { useFormats } from '../data/formats.tsx'
import { useWords } from '../words/words.tsx'
import type { FileForm } from './draft.ts'
import classes from './Import.module.css'
import type { Preview } from './import-data.tsx'

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const
const DELIMITERS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  ['，', 'wide_comma'],
  ['；', 'wide_semicolon'],
] as const
const HEADING_LINES = 10
const SHOWN = 8

interface FileLookProps {
  readonly name: string
  readonly preview: Preview
  /** It is being read another way. */
  readonly stale: boolean
  readonly error: Error | undefined
  readonly form: FileForm
  readonly onForm: (form: FileForm) => void
  readonly onOther: () => void
  readonly onNext: () => void
}

export function FileLook({ name, preview, stale, error, form, onForm, onOther, onNext }: FileLookProps) {
  const say = useWords()
  const formats = useFormats()
  const { encoding, delimiter, sheet, sheets, headingLine, headings, rows, lines } = preview
  const lineNumbers = Array.from({ length: Math.max(HEADING_LINES, headingLine) }, (_, index) => String(index + 1))
  return (
    <>
      <h2 className={classes.title}>{say('import.look.title')}</h2>
      <p className={classes.lead}>{say('import.look.text')}</p>
      <div className={classes.file}>
        {name}
        <span>{say('import.look.size', { columns: formats.number(headings.length), lines: formats.number(lines) })}</span>
        <Button variant="default" size="compact-sm" onClick={onOther}>
          {say('import.file.other')}
        </Button>
      </div>
      <div className={classes.form}>
        {sheets && (
          <Select
            label={say('import.sheet')}
            allowDeselect={false}
            data={[...sheets]}
            value={form.sheet ?? sheet ?? null}
            onChange={(value) => value !== null && onForm({ ...form, sheet: value })}
          />
        )}
        {encoding && (
          <Select
            label={say('import.encoding')}
            allowDeselect={false}
            data={ENCODINGS.map((value) => ({ value, label: say(`import.encoding.${value}`) }))}
            value={form.encoding ?? encoding}
            onChange={(value) => value !== null && onForm({ ...form, encoding: value })}
          />
        )}
        {delimiter && (
          <Select
            label={say('import.delimiter')}
            allowDeselect={false}
            data={DELIMITERS.map(([value, key]) => ({ value, label: say(`import.delimiter.${key}`) }))}
            value={form.delimiter ?? delimiter}
            onChange={(value) => value !== null && onForm({ ...form, delimiter: value })}
          />
        )}
        <Select
          label={say('import.heading_line')}
          allowDeselect={false}
          data={lineNumbers}
          value={String(form.headingLine ?? headingLine)}
          onChange={(value) => value !== null && onForm({ ...form, headingLine: Number(value) })}
        />
      </div>
      {error && (
        <p className={classes.refusals} role="alert">
          {error.message}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scroll} data-stale={stale || undefined} aria-label={say('import.look.rows')} tabIndex={0}>
        <table className={classes.sheet}>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col" title={heading}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((cells, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are known by their place
              <tr key={line}>
                {headings.map((heading, index) => (
                  <td key={heading} title={cells[index]}>
                    {cells[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length === 0 && <p className={classes.note}>{say('import.look.empty')}</p>}
      <div className={classes.actions}>
        <Button disabled={rows.length === 0 || stale || error !== undefined} onClick={onNext}>
          {say('import.look.next')}
        </Button>
      </div>
    </>
  )
}
