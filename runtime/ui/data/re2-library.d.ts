// The build maps this name to the library itself; see vite.config.ts.
declare module 're2js/library' {
  export { RE2JS } from 're2js'
}
