import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quotient } from '../../../runtime/funnel/quotient.ts'

test.each([
  [0n, 7n, 0],
  [1n, 3n, 1 / 3],
  [-1n, 3n, -1 / 3],
  [1n, -3n, -1 / 3],
  [-4n, -2n, 2],
  [246_999n, 100n, 2469.99],
  [999_999_999_999_999n * 100_000n, 100n, 999_999_999_999_999_000],
  [2n ** 53n + 1n, 1n, 2 ** 53],
  [2n ** 53n + 3n, 1n, 2 ** 53 + 4],
  [10n ** 40n, 10n ** 38n, 100],
  [1n, 10n ** 30n, 1e-30],
  // a double rounding would give the neighbour: just above the middle of two doubles
  [(2n ** 53n + 1n) * 10n ** 20n + 1n, 10n ** 20n, 2 ** 53 + 2],
] as const)('%s / %s = %s', (numerator, denominator, expected) => {
  expect(quotient(numerator, denominator)).toBe(expected)
})

test('it is the division of doubles wherever both numbers are exact doubles', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.maxSafeInteger().filter((value) => value !== 0),
      (a, b) => {
        expect(quotient(BigInt(a), BigInt(b))).toBe(a / b + 0)
      },
    ),
    { numRuns: 5000 },
  )
})

test('it reads a decimal text as the language does', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat({ max: 12 }), (units, scale) => {
      expect(quotient(units, 10n ** BigInt(scale))).toBe(Number(`${units}e-${scale}`) + 0)
    }),
    { numRuns: 5000 },
  )
})
