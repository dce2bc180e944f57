import {writeSync} from 'node:fs'
import {callOf, draft, open, placeIn} from '../place.ts'

// Appends so many events to the journal of the folder named, and says the number of each once it is durable. Given a name
// of its own it writes whole calls.
const [folder = '', count = '1', name] = process.argv.slice(2)
const journal = open(placeIn(folder))
for (let at = 0; at < Number(count); at++) {
  const [one] =
    name === undefined
      ? [draft('ERROR_OCCURRED', {at})]
      : callOf(`${name}-${Math.floor(at / 3)}`).slice(at % 3)
  if (one !== undefined) writeSync(1, `${(await journal.append(one)).sequence}\n`)
}
journal.close()
