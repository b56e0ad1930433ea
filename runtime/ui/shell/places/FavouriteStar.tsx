// The star beside the name of a record, a view or a report: chosen, it stands in the rail.
import { ActionIcon, Tooltip } from '@mantine/core'
import { Star } from 'lucide-react'
import { useApp } from '../../data/app-context.tsx'
import { useWords } from '../../words/words.tsx'
import { useViewing } from '../access/view-as.ts'
import classes from './Places.module.css'
import { type KeptPlace, placeTitle } from './place.ts'
import { useFavourites } from './remembered.tsx'

export function FavouriteStar({ place }: { readonly place: KeptPlace }) {
  const say = useWords()
  const { app } = useApp()
  const favourites = useFavourites()
  const looking = useViewing() !== undefined
  // Favourites are the person's own, not the role's.
  if (looking) return null
  const chosen = favourites.has(place)
  const label = say(chosen ? 'palette.favourite.remove' : 'palette.favourite.add')
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={say('palette.favourite', { place: placeTitle(app, place) })}
        aria-pressed={chosen}
        className={chosen ? classes.chosen : undefined}
        onClick={() => favourites.toggle(place)}
      >
        <Star size={16} strokeWidth={1.75} fill={chosen ? 'currentColor' : 'none'} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
