import {draft, open, placeIn} from '../place.ts'

/** Appends soft events, then `mark`, then is killed by itself, or goes on with one that has to be on the disk first: `soft.ts <folder> [hard]`. */
const [folder = '', hard] = process.argv.slice(2)
const journal = open(placeIn(folder))
await journal.append(draft('ERROR_OCCURRED', {n: 0}))
process.stdout.write('begin\n')
for (const n of [1, 2]) await journal.append({...draft('ERROR_OCCURRED', {n}), soft: true})
process.stdout.write('soft\n')
if (hard !== undefined) await journal.append(draft('ERROR_OCCURRED', {n: 3}))
process.stdout.write('end\n')
process.kill(process.pid, 'SIGKILL')
