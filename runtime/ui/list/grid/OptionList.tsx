// The list under a cell that is chosen from a closed set, or found by what is typed. The keys stay with the cell; they reach the list from there.
import { useEffect, useRef, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import type { ShownMember } from '../../data/members.ts'
import { useWords } from '../../words/words.tsx'
import { type CellOption, useCellOptions } from './cell-options.tsx'
import classes from './Grid.module.css'

/** How the grid's keys reach the list of the cell. */
export interface OptionKeys {
  /** Moves through the list; false where there is none. */
  move(by: number): boolean
  /** The option the keys or the text have come to; undefined where there is none. */
  current(): CellOption | undefined
}

interface OptionListProps {
  readonly id: string
  readonly module: Module
  readonly member: ShownMember
  readonly typed: string
  /** The label of the value the edit began with. */
  readonly began: string | undefined
  onPick(option: CellOption): void
  onUnder(id: string | undefined): void
  readonly keys: { current: OptionKeys | undefined }
}

export function OptionList({ id, module, member, typed, began, onPick, onUnder, keys }: OptionListProps) {
  const say = useWords()
  const options = useCellOptions(module, member, typed)
  const [index, setIndex] = useState<number>()
  const list = useRef<HTMLDivElement>(null)
  const start = began === undefined ? 0 : (options?.findIndex(({ label }) => label === began) ?? -1)
  const at = index ?? start
  const under = options?.[at]
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins another list
  useEffect(() => setIndex(undefined), [typed])
  useEffect(() => {
    keys.current = {
      move(by) {
        if (!options || options.length === 0) return true
        setIndex((Math.max(at, by > 0 ? -1 : 0) + by + options.length) % options.length)
        return true
      },
      // What the keys have not come to and no text asked for is not meant.
      current: () => (index !== undefined || typed.trim() !== '' ? under : undefined),
    }
    return () => {
      keys.current = undefined
    }
  }, [keys, options, at, under, index, typed])
  useEffect(() => {
    onUnder(under ? `${id}-${at}` : undefined)
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [id, at, under, onUnder])
  return (
    <div ref={list} id={id} role="listbox" aria-label={member.label} tabIndex={-1}>
      {options === undefined && <p className={classes.noOption}>{say('loading')}</p>}
      {options?.length === 0 && <p className={classes.noOption}>{say('nothing_found')}</p>}
      {options?.map((option, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the control over the list, which holds the focus
        <div
          key={String(option.value)}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === at}
          className={classes.option}
          // The control keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(option)}
        >
          {option.label}
        </div>
      ))}
    </div>
  )
}
