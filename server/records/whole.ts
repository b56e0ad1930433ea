// Work of several writes that happens wholly or not at all: problems take back what was written before them.
import { fail, type Problem, type Result } from '../../runtime/problem.ts'
import type { AppHost } from '../definitions/host.ts'

/** Runs `work` in one transaction, which is only committed where the result is good. */
export async function writeWhole<T>(
  host: AppHost,
  work: (...args: Parameters<Parameters<AppHost['write']>[0]>) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await host.write(async (trx, published) => {
      const result = await work(trx, published)
      if (!result.ok) throw new TakenBack(result.problems)
      return result
    })
  } catch (error) {
    if (error instanceof TakenBack) return fail(...error.problems)
    throw error
  }
}

class TakenBack extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super('the work was taken back')
    this.problems = problems
  }
}
