// Where the real data sets are. They are not part of the repository: tests on them are skipped with the reason printed where the folder is absent.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe } from 'vitest'

const folder = process.env.REAL_DATA ?? resolve(import.meta.dirname, '../../../shared/data')

export function realFile(set: string, name: string): Uint8Array {
  return readFileSync(join(folder, set, name))
}

export function expected(set: string): any {
  return JSON.parse(readFileSync(join(folder, set, 'expected.json'), 'utf8'))
}

/** A suite on one data set; skipped, and said so, where the set is not there. */
export function onRealData(set: string, suite: () => void): void {
  const there = existsSync(join(folder, set, 'expected.json'))
  if (!there) console.warn(`skipped: the data set ${set} is not in ${folder}; set REAL_DATA to its folder.`)
  describe.skipIf(!there)(set, suite)
}
