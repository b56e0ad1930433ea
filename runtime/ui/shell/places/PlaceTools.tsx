// What can be done with the place an address shows: keep it, and for those who design, ask who can see the record.
import { ActionIcon, Tooltip } from '@mantine/core'
import { ShieldCheck } from 'lucide-react'
import { useLocation } from 'wouter'
import { useApp } from '../../data/app-context.tsx'
import { useWords } from '../../words/words.tsx'
import { showOverlay } from '../overlays.ts'
import { FavouriteStar } from './FavouriteStar.tsx'
import { placePath } from './place.ts'
import { useCurrentPlace } from './remembered.tsx'

export function PlaceTools() {
  const say = useWords()
  const { app, design } = useApp()
  const [path] = useLocation()
  const place = useCurrentPlace()
  if (!place || place.title === undefined) return null
  // A record in the panel has its own head; the bar over it is that of the view.
  if (place.kind === 'record' && placePath(app.key, place) !== path) return null
  const { kind, id, module, title } = place
  return (
    <>
      <FavouriteStar place={{ kind, id, title, ...(module === undefined ? {} : { module }) }} />
      {kind === 'record' && design && module !== undefined && (
        <Tooltip label={say('access')}>
          <ActionIcon aria-label={say('access')} aria-haspopup="dialog" onClick={() => showOverlay({ kind: 'access', module, id })}>
            <ShieldCheck size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}
