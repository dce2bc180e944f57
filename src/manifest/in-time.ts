import type {Context, Script} from 'node:vm'

/** Milliseconds. Long for any match that somebody means. */
const longest = 1000
/** So often it is tried, each time for twice as long, where the time went to others: a machine may be slow, or this process have been stopped. */
const tries = 5

/** Milliseconds of the processor that are left for all the matches of one check: a stranger's manifest can have thousands. */
export type Budget = {left: number}
export const newBudget = (): Budget => ({left: longest})

/** What `work` gives; undefined where it does not end. A stranger's pattern can be one that never does, and nobody else is served meanwhile. */
export function inTime<T>(work: () => T, budget = newBudget()): T | undefined {
  for (let left = tries; left > 0 && budget.left > 0; left--) {
    const before = process.threadCpuUsage()
    const result = once(work, longest * 2 ** (tries - left))
    const {user, system} = process.threadCpuUsage(before)
    const used = (user + system) / 1000
    if (result === undefined && used <= longest / 2 && left > 1) continue
    budget.left -= used
    return result?.value
  }
  return undefined
}

function once<T>(work: () => T, timeout: number): {readonly value: T} | undefined {
  const {script, context} = (watched ??= watch())
  context['work'] = work
  try {
    return {value: script.runInContext(context, {timeout}) as T}
  } catch (error) {
    // It is an Error of the context's own.
    if ((error as NodeJS.ErrnoException | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  } finally {
    context['work'] = undefined
  }
}

/** Only what runs in a context can be ended from outside. */
function watch(): {readonly script: Script; readonly context: Context} {
  const vm = process.getBuiltinModule('node:vm')
  return {script: new vm.Script('work()'), context: vm.createContext({})}
}

let watched: ReturnType<typeof watch> | undefined
