// The part of autocannon the bench uses; the package brings no types.
declare module 'autocannon' {
  interface Result {
    readonly duration: number
    readonly non2xx: number
    readonly requests: { readonly total: number }
  }
  export default function autocannon(options: object): Promise<Result>
}
