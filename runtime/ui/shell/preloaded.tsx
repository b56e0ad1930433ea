// A part that is loaded apart from the screen but drawn at once where it has been loaded before: a lazy part shows nothing for a moment even then.
import { type ComponentType, lazy, useState } from 'react'

export interface Preloaded<P> {
  readonly Part: ComponentType<P>
  /** Loads it before it is wanted. */
  load(): void
}

export function preloaded<P extends object>(fetch: () => Promise<{ readonly default: ComponentType<P> }>): Preloaded<P> {
  let loaded: ComponentType<P> | undefined
  const loading = async () => {
    const module = await fetch()
    loaded = module.default
    return module
  }
  const Lazy = lazy(loading) as unknown as ComponentType<P>
  function Part(props: P) {
    const [Drawn] = useState<ComponentType<P>>(() => loaded ?? Lazy)
    return <Drawn {...props} />
  }
  return { Part, load: () => void loading().catch(() => undefined) }
}
