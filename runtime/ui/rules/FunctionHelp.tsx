// Every function of the language: how it is called, what it does, an example. A click writes it into the text.
import { ScrollArea, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { FUNCTIONS, type FunctionSpec, signatureOf } from '../../expression/functions.ts'
import { guardComposition } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import { plain } from '../../match.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Text.module.css'

export default function FunctionHelp({ onChoose }: { readonly onChoose: (spec: FunctionSpec) => void }) {
  const say = useWords()
  const locale = useLocale()
  const [wanted, setWanted] = useState('')
  const fits = (spec: FunctionSpec) => plain(`${spec.name} ${textOf(spec.help, locale)} ${spec.usage}`).includes(plain(wanted))
  const found = [...FUNCTIONS.values()].filter(fits)
  return (
    <div className={classes.functions}>
      <TextInput
        size="xs"
        type="search"
        aria-label={say('rules.functions.search')}
        placeholder={say('rules.functions.search')}
        leftSection={<Search size={14} aria-hidden />}
        value={wanted}
        onKeyDownCapture={guardComposition}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={280} type="auto">
        <ul>
          {found.map((spec) => (
            <li key={spec.name}>
              <button type="button" onClick={() => onChoose(spec)} title={say('rules.functions.write', { name: spec.name })}>
                <code>{signatureOf(spec, locale)}</code>
                <span>{textOf(spec.help, locale)}</span>
                <small>
                  {say('rules.functions.example')} <code>{spec.usage}</code>
                </small>
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className={classes.hint}>{say('nothing_found')}</p>}
      </ScrollArea.Autosize>
    </div>
  )
}
