// The currencies the product knows: what the JavaScript engine's copy of ISO 4217 lists.

export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
