// Addresses as one text of four parts, `province/city/district/street`, any of which may be blank; only the street may hold a slash. Where the divisions come
// from a dictionary the first three parts are its keys.
import { bothOf, type Locale, textOf } from '../label.ts'
import type { Choice } from './contract.ts'

export const LEVELS = 3

/** The four parts; what is missing is blank. */
export function addressParts(value: string): readonly string[] {
  const parts = value.split('/')
  const divisions = Array.from({ length: LEVELS }, (_, level) => parts[level] ?? '')
  return [...divisions, parts.slice(LEVELS).join('/')]
}

/** The kept form of four parts; blank where all are. */
export function addressOf(parts: readonly string[]): string {
  const tidy = Array.from({ length: LEVELS + 1 }, (_, level) => {
    const part = (parts[level] ?? '').replace(/\s+/g, ' ').trim()
    return level < LEVELS ? part.replaceAll('/', '-') : part
  })
  return tidy.every((part) => part === '') ? '' : tidy.join('/')
}

export function isAddress(text: string): boolean {
  return text.split('/').length > LEVELS && addressOf(addressParts(text)) === text && text !== ''
}

/** The choices of a level below those chosen above it. */
export function divisionsAt(divisions: readonly Choice[], parts: readonly string[], level: number): readonly Choice[] {
  let choices = divisions
  for (let above = 0; above < level; above++) choices = choices.find((choice) => choice.key === parts[above])?.items ?? []
  return choices
}

const listed = new WeakMap<readonly Choice[], readonly string[]>()

/** What may stand before the street: every path through the choices in use, and those that end early, with blanks behind. */
export function divisionPaths(divisions: readonly Choice[]): readonly string[] {
  let paths = listed.get(divisions)
  if (!paths) {
    const found: string[] = ['//']
    const visit = (choices: readonly Choice[], above: readonly string[]) => {
      for (const choice of choices) {
        if (choice.active === false) continue
        const path = [...above, choice.key]
        found.push([...path, '', ''].slice(0, LEVELS).join('/'))
        if (path.length < LEVELS) visit(choice.items ?? [], path)
      }
    }
    visit(divisions, [])
    paths = found
    listed.set(divisions, paths)
  }
  return paths
}

/** The names of the parts: labels of divisions, the street as it is. */
export function namedParts(value: string, divisions: readonly Choice[] | undefined, locale: Locale): readonly string[] {
  const parts = addressParts(value)
  if (!divisions) return parts
  return parts.map((part, level) => {
    if (level === LEVELS || part === '') return part
    return textOf(divisionsAt(divisions, parts, level).find((choice) => choice.key === part)?.label, locale, part)
  })
}

/** As it stands on an envelope: from the largest part down in Chinese, from the smallest up elsewhere. */
export function spokenAddress(value: string, divisions: readonly Choice[] | undefined, locale: Locale): string {
  // A municipality is its own province: 北京市 北京市 says it twice; 市辖区 says nothing.
  const parts = namedParts(value, divisions, locale).filter(
    (part, index, all) => part !== '' && part !== '市辖区' && part !== all[index - 1],
  )
  return parts.some((part) => /\p{Script=Han}/u.test(part)) ? parts.join(' ') : parts.toReversed().join(', ')
}

/** A written part as the key of a division: the key itself, or its label in either language where only one has it. */
export function findDivision(choices: readonly Choice[], text: string): Choice | undefined {
  const plain = text.trim().toLowerCase()
  const exact = choices.find((choice) => choice.key === text.trim())
  if (exact) return exact
  const named = choices.filter((choice) =>
    Object.values(bothOf(choice.label, choice.key)).some((label) => label.trim().toLowerCase() === plain),
  )
  return named.length === 1 ? named[0] : undefined
}
