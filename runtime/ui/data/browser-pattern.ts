// Stands in for RE2 in the pages until a pattern is really needed: the library is a fifth of the whole download, and most definitions have none.
// The build puts this in its place; the first pattern that is compiled fetches the library itself, so patterns take linear time here too.
// Until it has come, a value is taken as it is: the server judges.

interface Compiled {
  test(text: string): boolean
  matcher(text: string): { find(): boolean }
}
interface Library {
  readonly RE2JS: { compile(pattern: string): Compiled }
}

let library: Library | undefined
let asked = false

function load(): void {
  if (asked) return
  asked = true
  import('./re2.ts').then((loaded) => {
    library = loaded
  })
}

/** The part of the library's face that conditions and values use. */
export const RE2JS = {
  compile(pattern: string) {
    load()
    let compiled: Compiled | undefined
    const ready = () => {
      compiled ??= library?.RE2JS.compile(pattern)
      return compiled
    }
    return {
      // The server has measured the pattern already.
      programSize: () => 0,
      test: (text: string) => ready()?.test(text) ?? true,
      matcher: (text: string) => ({ find: () => ready()?.matcher(text).find() ?? true }),
    }
  },
}
