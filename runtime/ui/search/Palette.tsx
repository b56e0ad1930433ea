// The command palette of an app: what one did last, everything that can be done, and every record, by a few letters.
import { useState } from 'react'
import { useWords } from '../words/words.tsx'
import { PaletteFrame } from './PaletteFrame.tsx'
import { usePaletteSections } from './palette-items.tsx'
import { useRecordSearch } from './record-search.tsx'

export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const [typed, setTyped] = useState('')
  const { records, searching, failed } = useRecordSearch(typed)
  const sections = usePaletteSections(typed, records)
  return (
    <PaletteFrame
      typed={typed}
      onTyped={setTyped}
      sections={sections}
      look={say('palette.look')}
      searching={searching}
      failed={failed}
      onClose={onClose}
    />
  )
}
