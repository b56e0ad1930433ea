// The entry of the running CRM: language and theme first, so that nothing flickers, then the screens.
import './ui/theme/styles.tsx'
import { createRoot } from 'react-dom/client'
import { Root } from './ui/shell/Root.tsx'
import { applyTheme } from './ui/theme/color-scheme.ts'
import { startWords } from './ui/words/words.tsx'

applyTheme()
await startWords()
createRoot(document.getElementById('root')!).render(<Root />)
