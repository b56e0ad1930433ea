// Unsaved work is not left in silence: whoever holds some says so here, and every way out asks first.

interface Question {
  /** Goes where the person wanted to go. */
  readonly leave: () => void
}

const holders = new Set<object>()
const listeners = new Set<() => void>()
let question: Question | null = null
let here = typeof location === 'undefined' ? '' : location.href

/** Marks unsaved work; the result takes the mark away. */
export function holdUnsaved(): () => void {
  const holder = {}
  holders.add(holder)
  return () => holders.delete(holder)
}

export function hasUnsaved(): boolean {
  return holders.size > 0
}

export function pendingQuestion(): Question | null {
  return question
}

export function onQuestion(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function ask(next: Question | null): void {
  question = next
  for (const listener of listeners) listener()
}

/** Runs `leave` now, or after the person agreed to lose what is unsaved. */
export function leaveOrAsk(leave: () => void): void {
  if (hasUnsaved()) ask({ leave })
  else leave()
}

export function answerQuestion(agreed: boolean): void {
  const asked = question
  ask(null)
  if (!agreed || !asked) return
  holders.clear()
  asked.leave()
}

/** What a form belongs to: the page and the record open on it. Filters and sorting may change under it. */
function placeOf(address: string): string {
  const url = new URL(address, location.href)
  return `${url.pathname}?${url.searchParams.get('record') ?? ''}`
}

type Navigate = (to: string, options?: any) => void

/** Wraps every navigation of the router. */
export function aroundNavigation(navigate: Navigate, to: string, options?: unknown): void {
  const go = () => {
    navigate(to, options)
    here = location.href
  }
  if (hasUnsaved() && placeOf(to) !== placeOf(location.href)) ask({ leave: go })
  else go()
}

if (typeof window !== 'undefined') {
  // Registered before the router's own listener: the browser has gone back already, so it is brought forward again until the answer.
  window.addEventListener('popstate', (event) => {
    if (!hasUnsaved() || placeOf(location.href) === placeOf(here)) {
      here = location.href
      return
    }
    event.stopImmediatePropagation()
    history.pushState(history.state, '', here)
    ask({ leave: () => history.back() })
  })
  window.addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault()
  })
}
