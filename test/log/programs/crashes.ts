import {defaults} from '../../../src/config/config.ts'
import {createLog} from '../../../src/log/log.ts'

/** Says one line and, with the very next thing it does, ends as nobody planned. */
const log = createLog({
  file: String(process.argv[2]),
  config: () => defaults.log,
  secrets: [],
  journal: undefined,
  stderr: () => {},
  now: Date.now,
  newId: () => 'own',
})
log.say({level: 'error', module: 'call', text: 'all is well'})
await log.close()
setTimeout(() => log.say({level: 'error', module: 'call', text: 'not any more'}))
setTimeout(() => {
  throw new Error('over')
})
