// A person as one or two letters: the family name of a Chinese name, the initials of others.
import classes from './Shell.module.css'

function initialsOf(name: string): string {
  const han = /^\p{Script=Han}/u.exec(name)
  if (han) return han[0]
  const words = name.split(/\s+/).filter(Boolean)
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}

export function Initials({ name }: { readonly name: string }) {
  return (
    <span className={classes.initials} title={name} aria-hidden>
      {initialsOf(name)}
    </span>
  )
}
