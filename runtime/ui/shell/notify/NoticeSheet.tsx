// Notifications on narrow screens.
import { useWords } from '../../words/words.tsx'
import { Sheet } from '../Sheet.tsx'
import NotificationPanel from './NotificationPanel.tsx'

export default function NoticeSheet({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  return (
    <Sheet title={say('notify')} onClose={onClose}>
      <NotificationPanel onGo={onClose} bare />
    </Sheet>
  )
}
