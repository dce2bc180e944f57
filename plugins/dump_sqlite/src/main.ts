import {join} from 'node:path'
import {explainedFailure} from '../../dump_postgres/src/dumps/failure.ts'
import {list, verify} from '../../dump_postgres/src/dumps/look.ts'
import {definePlugin} from '../../../src/plugin.ts'
import {wrongWith} from './check.ts'
import {extensions, type Config, type Input} from './config.ts'
import {dump, type Job} from './dump.ts'

const ending = new AbortController()
process.once('SIGTERM', () =>
  ending.abort(new Error('it was taken back; the dumps that were there are as they were')),
)
// That SQLite in Node is new is nothing for a log.
process.removeAllListeners('warning')

const commands: Readonly<Record<string, (job: Job) => Promise<object>>> = {
  dump,
  list: async ({store}) => list(store),
  verify: ({store, input, signal, log}) =>
    verify(
      store,
      input.all === true,
      async ({file}) => wrongWith(join(store.dir, file), (line) => log('warn', `${file}: ${line}`)),
      () => signal.throwIfAborted(),
    ),
}

void definePlugin<Input, Config>(async ({command, config, input, dryRun, log, progress}) => {
  const work = commands[command]
  if (work === undefined) throw new Error(`dump_sqlite has no command ${JSON.stringify(command)}`)
  const store = {dir: config.DUMP_DIR, plugin: 'dump_sqlite', extensions}
  const {signal} = ending
  const result = await work({config, input, store, dryRun, signal, log, progress}).catch((error: unknown) => {
    throw explainedFailure(error, signal)
  })
  // The result is told all the same.
  if ('failedCount' in result && result.failedCount !== 0) process.exitCode = 1
  return result
})
