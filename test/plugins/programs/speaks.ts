import {writeSync} from 'node:fs'
import {definePlugin} from '../../../src/plugin.ts'

type Input = {
  readonly result?: unknown
  readonly fail?: unknown
  readonly size?: number
  readonly speak?: boolean
}

/** Does what its input says; told to be loud, it says when it is about to read it. */
if (process.argv[2] === 'aloud') writeSync(2, 'reading\n')

await definePlugin<Input>(({id, input, config, facts, dryRun, log, progress}) => {
  if (input.speak) {
    log('info', 'one\r\nline')
    log('warn', 'careful')
    progress(0.5)
    progress(1, 'done')
  }
  if (input.fail === 'text') return Promise.reject('no error')
  if (input.fail === 'in a circle') {
    const circle = new Error('round and round')
    circle.cause = circle
    throw circle
  }
  if (typeof input.fail === 'string') throw new Error(input.fail)
  if (input.size !== undefined) return 'x'.repeat(input.size)
  return input.result ?? {id, input, config, facts, dryRun}
})
