// A quiet line at the top while the browser has no connection.
import { CloudOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '../words/words.tsx'
import classes from './Shell.module.css'

function subscribe(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export function OfflineNotice() {
  const say = useWords()
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  if (online) return null
  return (
    <p className={classes.offline} role="status">
      <CloudOff size={14} aria-hidden /> {say('offline')}
    </p>
  )
}
