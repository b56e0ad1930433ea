// The text of an expression as words and signs, also while it is unfinished: what completion reads, where the parser would only refuse.
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign' | 'comment'
  readonly text: string
  readonly start: number
  readonly end: number
}

const TOKEN = /(\/\/[^\n]*)|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|([\p{L}_][\p{L}\p{N}_]*)|(\d[\d.]*)|&&|\|\||[=!<>]=|[^\s]/gu

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const kind = match[1] ? 'comment' : match[2] ? 'string' : match[3] ? 'name' : match[4] ? 'number' : 'sign'
    return { kind, text: match[0], start: match.index, end: match.index + match[0].length }
  })
}

/** Whether the text has its closing quotation mark. */
export function isClosed({ text }: Token): boolean {
  return text.length > 1 && text.endsWith(text[0]!) && !/[^\\](\\\\)*\\["']$/.test(text)
}

/** The names of the path that ends before `index`: `account`, `industry`. Empty where none stands there. */
export function chainBefore(tokens: readonly Token[], index: number): string[] {
  const names: string[] = []
  let at = index - 1
  while (at >= 0 && tokens[at]!.kind === 'name') {
    names.unshift(tokens[at]!.text)
    if (tokens[at - 1]?.text !== '.') return names
    at -= 2
  }
  return names.length > 0 ? [] : names
}

/** A bracket that is open at the end: of a call the function's name and what has been given to it so far, the receiver first. */
export interface OpenBracket {
  readonly sign: '(' | '['
  readonly name: string | undefined
  /** What stands before the bracket, as the index of its token. */
  readonly index: number
  /** For each argument that is complete: the path it consists of, or none. */
  readonly given: readonly (readonly string[])[]
}

export function bracketsOf(tokens: readonly Token[]): OpenBracket[] {
  const open: { sign: '(' | '['; name: string | undefined; index: number; given: (readonly string[])[]; from: number }[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'sign') continue
    if (token.text === '(' || token.text === '[') {
      const named = token.text === '(' && tokens[index - 1]?.kind === 'name'
      const receiver = named && tokens[index - 2]?.text === '.' ? chainBefore(tokens, index - 2) : undefined
      open.push({
        sign: token.text,
        name: named ? tokens[index - 1]!.text : undefined,
        index,
        given: receiver ? [receiver] : [],
        from: index + 1,
      })
    } else if (token.text === ')' || token.text === ']') open.pop()
    else if (token.text === ',') {
      const around = open.at(-1)
      if (!around) continue
      const chain = chainBefore(tokens, index)
      const whole = chain.length > 0 && index - around.from === chain.length * 2 - 1
      around.given.push(whole ? chain : [])
      around.from = index + 1
    }
  }
  return open
}
