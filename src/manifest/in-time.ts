import type {Context, Script} from 'node:vm'

/** Milliseconds. Long for any match that somebody means; a machine that is busy with others takes longer. */
const longest = 1000

/** What `work` gives; undefined where it does not end. A stranger's pattern can be one that never does, and nobody else is served meanwhile. */
export function inTime<T>(work: () => T): T | undefined {
  const {script, context} = (watched ??= watch())
  context['work'] = work
  try {
    return script.runInContext(context, {timeout: longest}) as T
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
