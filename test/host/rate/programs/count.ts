import {openCounter} from '../../../../src/host/rate/counter.ts'

/** Counts as often as it is told, and says how often it was let through. */
const [file = '', times = '0', most = '0'] = process.argv.slice(2)
const counter = await openCounter(file)
let through = 0
for (let at = 0; at < Number(times); at++)
  if ((await counter.count('key', Number(most), 60_000)) === undefined) through += 1
process.stdout.write(String(through))
