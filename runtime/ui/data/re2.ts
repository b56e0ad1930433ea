// The pattern library in a file of its own, fetched when the first pattern is compiled.
export { RE2JS } from 're2js/library'
