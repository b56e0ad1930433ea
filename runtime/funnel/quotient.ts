// From whole numbers to the one double that stands for their quotient.

/** `numerator / denominator`, rounded once, to the nearest double. The denominator is not 0. */
export function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0
  const [n, d] = [size(numerator), size(denominator)]
  // 66 bits or more and a last bit for what is left over: Number() then rounds to nearest as if it saw all digits.
  const shift = Math.max(0, 66 + bits(d) - bits(n))
  const shifted = n << BigInt(shift)
  const whole = shifted / d
  const value = Number(whole * d === shifted ? whole : whole | 1n) / 2 ** shift
  return numerator < 0n === denominator < 0n ? value : -value
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value
}

function bits(value: bigint): number {
  return value.toString(2).length
}
