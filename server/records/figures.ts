// Figures over many records (counts, sums by stage), kept until the database changes: a board that twenty people look at is counted once.
import type { Database, Row, Slots, Statement } from '../database/database.ts'
import { Slot } from '../database/database.ts'
import { boundedCache, type Cache } from './cache.ts'

/** Answers of one statement: one per combination of what its slots held. */
const MOST_ANSWERS = 50

interface Kept {
  mark: number
  readonly rows: Promise<Row[]>
}
interface Figures {
  readonly slots: readonly string[]
  readonly answers: Cache<{ kept?: Kept }>
}

const figures = new WeakMap<Database, WeakMap<Statement, Figures>>()

/**
 * The rows of a statement, from memory while nothing was committed since they were read. `statement` must be one that is kept itself, as it is what
 * answers are found by. Where the database cannot tell of changes, or the clock is part of the question, it is asked each time.
 */
export function figureRows(db: Database, statement: Statement, slots: Slots): Promise<Row[]> {
  const mark = db.changeMark()
  const { slots: names, answers } = figuresOf(db, statement)
  if (mark === undefined || names.includes('now')) return db.heavy(statement, slots)
  const answer = answers.get(JSON.stringify(names.map((name) => slots[name])), () => ({}))
  if (answer.kept?.mark === mark) return answer.kept.rows
  const kept = { mark, rows: db.heavy(statement, slots) }
  answer.kept = kept
  kept.rows.catch(() => {
    if (answer.kept === kept) delete answer.kept
  })
  return kept.rows
}

function figuresOf(db: Database, statement: Statement): Figures {
  let ofDatabase = figures.get(db)
  if (!ofDatabase) {
    ofDatabase = new WeakMap()
    figures.set(db, ofDatabase)
  }
  let found = ofDatabase.get(statement)
  if (!found) {
    const names = statement.parameters.flatMap((parameter) => (parameter instanceof Slot ? [parameter.name] : []))
    found = { slots: [...new Set(names)], answers: boundedCache(MOST_ANSWERS) }
    ofDatabase.set(statement, found)
  }
  return found
}
