// A bounded memory of things made once and used often. The oldest entry goes when it is full; using an entry makes it the newest, which is only kept up
// from half of the size on: before that nothing goes for a long time.

export interface Cache<T> {
  get(key: string, make: () => T): T
}

export function boundedCache<T>(size: number): Cache<T> {
  const entries = new Map<string, T>()
  return {
    get(key, make) {
      const known = entries.get(key)
      if (known !== undefined) {
        if (entries.size * 2 < size) return known
        entries.delete(key)
        entries.set(key, known)
        return known
      }
      const made = make()
      if (entries.size >= size) entries.delete(entries.keys().next().value!)
      entries.set(key, made)
      return made
    },
  }
}

/** One bounded cache per owner (a published app, a module), which goes when the owner does. */
export function cachePerOwner<Owner extends object, T>(size: number): (owner: Owner) => Cache<T> {
  const caches = new WeakMap<Owner, Cache<T>>()
  return (owner) => {
    const known = caches.get(owner)
    if (known) return known
    const made = boundedCache<T>(size)
    caches.set(owner, made)
    return made
  }
}
