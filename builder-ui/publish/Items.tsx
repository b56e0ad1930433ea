// The items of a change as a document: what is added, changed and removed, one sentence each, with what it means for data below.
import { Minus, Pencil, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ItemChange } from '../../runtime/definition/items.ts'
import { useOpenPlace } from '../editor/selection.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Publish.module.css'
import { KINDS, kindOf } from './plan.ts'
import { words } from './words.ts'

const ICONS = { add: Plus, change: Pencil, remove: Minus }

interface ItemsProps<T extends { readonly item: ItemChange }> {
  readonly items: readonly T[]
  /** What stands under the sentence of an item. */
  readonly below?: (each: T) => ReactNode
  /** What stands before it. */
  readonly before?: (each: T) => ReactNode
  /** The places can be opened in the builder. */
  readonly linked?: boolean
}

export function Items<T extends { readonly item: ItemChange }>({ items, below, before, linked = false }: ItemsProps<T>) {
  const tell = useTell()
  return (
    <>
      {KINDS.map((kind) => {
        const own = items.filter(({ item }) => kindOf(item) === kind)
        if (own.length === 0) return null
        const Icon = ICONS[kind]
        return (
          <section key={kind} className={classes.list} data-kind={kind}>
            <h2>
              {tell(words[kind])} <span className="num">{own.length}</span>
            </h2>
            <ul>
              {own.map((each) => (
                <li key={`${each.item.kind} ${each.item.path}`} className={classes.item}>
                  {before?.(each) ?? <Icon size={14} strokeWidth={2} aria-hidden />}
                  <div>
                    <Sentence item={each.item} linked={linked && kind !== 'remove'} />
                    {below?.(each)}
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function Sentence({ item, linked }: { readonly item: ItemChange; readonly linked: boolean }) {
  const tell = useTell()
  const open = useOpenPlace()
  if (!linked) return <p>{tell(item.sentence)}</p>
  return (
    <button
      type="button"
      className={classes.sentence}
      title={tell(words.open, { place: tell(item.place) })}
      onClick={() => open(item.path)}
    >
      {tell(item.sentence)}
    </button>
  )
}
