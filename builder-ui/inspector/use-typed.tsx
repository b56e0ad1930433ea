// What is being typed into a setting: shown at once, taken into the draft after a short pause, on Enter or when the field is left; never amid a word of an
// input method. What others or undo put there meanwhile is shown when nobody is typing.
import { useCallback, useEffect, useRef, useState } from 'react'

const PAUSE = 300

export interface Typed {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly onBlur: () => void
  readonly onCompositionStart: () => void
  readonly onCompositionEnd: (text: string) => void
  /** Takes what is typed now. */
  readonly take: () => void
}

export function useTyped(value: string, commit: (text: string) => void): Typed {
  const [draft, setDraft] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const composing = useRef(false)
  const latest = useRef({ draft, value, commit })
  useEffect(() => {
    latest.current = { draft, value, commit }
  })
  const take = useCallback(() => {
    clearTimeout(timer.current)
    const { draft: typed, value: old, commit: give } = latest.current
    if (typed !== undefined && typed !== old) give(typed)
  }, [])
  // What has arrived is no longer one's own: what others do there from now on is shown, also while the cursor stays.
  if (draft !== undefined && draft === value) setDraft(undefined)
  // What was typed last is kept also when the setting goes away under one's hands.
  useEffect(() => take, [take])
  const later = () => {
    clearTimeout(timer.current)
    if (!composing.current) timer.current = setTimeout(take, PAUSE)
  }
  return {
    value: draft ?? value,
    onChange(text) {
      setDraft(text)
      latest.current = { ...latest.current, draft: text }
      later()
    },
    onBlur() {
      take()
      setDraft(undefined)
      latest.current = { ...latest.current, draft: undefined }
    },
    onCompositionStart() {
      composing.current = true
      clearTimeout(timer.current)
    },
    onCompositionEnd(text) {
      composing.current = false
      setDraft(text)
      latest.current = { ...latest.current, draft: text }
      later()
    },
    take,
  }
}
