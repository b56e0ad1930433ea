// The entry of the builder: language and theme first, so that nothing flickers, then the screens.
import './styles.ts'
import { createRoot } from 'react-dom/client'
import { applyTheme } from '../runtime/ui/theme/color-scheme.ts'
import { startWords } from '../runtime/ui/words/words.tsx'
import { Builder } from './Builder.tsx'

applyTheme()
await startWords()
createRoot(document.getElementById('root')!).render(<Builder />)
