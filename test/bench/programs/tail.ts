import {open, placeIn} from '../../events/place.ts'

/** Follows the journal of a folder and says of each event how many milliseconds after it was begun to be written it is here. */
const journal = open(placeIn(process.argv[2] ?? ''))
const end = new AbortController()
process.stdin.once('end', () => end.abort()).resume()
process.stdout.write('follows\n')
for await (const {payload} of journal.tail({}, end.signal))
  process.stdout.write(`${performance.timeOrigin + performance.now() - Number(payload['at'])}\n`)
journal.close()
