import {defaults} from '../../../src/config/config.ts'
import {logFile} from '../../../src/log/log-file.ts'

/** One of many processes that write to one log, which is put aside all the time: `writes.ts <file> <who> <lines>`. */
const [file = '', who = '', lines = ''] = process.argv.slice(2)
const log = logFile(file, () => ({...defaults.log, maxBytes: 4096, keep: 1000}), Date.now)
for (let at = 0; at < Number(lines); at++) {
  log.write(`[2026-01-31 12:00:00] [INFO] [msgid:${who}] ${at} ${'x'.repeat(100)}`)
  if (at % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
}
await log.close()
