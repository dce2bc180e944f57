import {rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {JournalRefused} from '../../../src/events/refused.ts'
import {verify} from '../../../src/events/verify.ts'
import {draft, open, placeIn} from '../place.ts'

// Fills the disk that holds the folder named with events, makes room again, and prints what happened on the way.
const place = placeIn(process.argv[2] ?? '')
const ballast = join(place.folder, 'ballast')
writeFileSync(ballast, 'x'.repeat(100_000))
const journal = open(place)
let acknowledged = 0
const refusals: unknown[] = []
while (refusals.length < 3) {
  try {
    await journal.append(draft('ERROR_OCCURRED', {filling: 'y'.repeat(3000)}))
    acknowledged++
  } catch (error) {
    refusals.push(error instanceof JournalRefused ? error.problem.params['cause'] : error)
  }
}
const kept = [...journal.read({})].length
rmSync(ballast)
const after = await journal.append(draft()).then(
  ({sequence}) => sequence,
  (error: unknown) => String(error),
)
journal.close()
const {ok, events} = await verify({file: place.file, key: place.key, sinks: []})
process.stdout.write(`${JSON.stringify({acknowledged, refusals, kept, after, ok, events})}\n`)
