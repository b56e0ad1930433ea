// Favourites and recent records as entries of the rail, and of the sheet that takes its place on narrow screens.
import { Link } from 'wouter'
import { useApp } from '../../data/app-context.tsx'
import { useWords } from '../../words/words.tsx'
import { useViewing } from '../access/view-as.ts'
import { Icon } from '../icons.tsx'
import classes from '../Shell.module.css'
import { iconNameOf, type KeptPlace, placeKey, placePath, placeTitle } from './place.ts'
import { useFavourites, useRecents } from './remembered.tsx'

const RECENT = 5

export function KeptPlaces({ onGo }: { readonly onGo?: () => void }) {
  const say = useWords()
  const favourites = useFavourites()
  const recents = useRecents()
  const looking = useViewing() !== undefined
  // They are the person's own, not the role's.
  if (looking) return null
  const recent = recents.filter((place) => !favourites.has(place)).slice(0, RECENT)
  return (
    <>
      {favourites.places.length > 0 && (
        <>
          <h2 className={classes.heading}>{say('rail.favourites')}</h2>
          {favourites.places.map((place) => (
            <KeptEntry key={placeKey(place)} place={place} onGo={onGo} />
          ))}
        </>
      )}
      {recent.length > 0 && (
        <>
          <h2 className={classes.heading}>{say('rail.recent')}</h2>
          {recent.map((place) => (
            <KeptEntry key={placeKey(place)} place={place} onGo={onGo} />
          ))}
        </>
      )}
      {(favourites.places.length > 0 || recent.length > 0) && <h2 className={classes.heading}>{say('rail.modules')}</h2>}
    </>
  )
}

function KeptEntry({ place, onGo }: { readonly place: KeptPlace; readonly onGo?: (() => void) | undefined }) {
  const { app } = useApp()
  const title = placeTitle(app, place)
  return (
    <Link href={placePath(app.key, place)} className={classes.entry} title={title} onClick={() => onGo?.()}>
      <Icon name={iconNameOf(app, place)} />
      <span>{title}</span>
    </Link>
  )
}
