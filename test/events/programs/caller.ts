import {open, placeIn, draft} from '../place.ts'

// Requests a call in the journal of the folder named, says so, and lives until its standard input ends. Never finishes it.
const [folder = '', call = ''] = process.argv.slice(2)
const journal = open(placeIn(folder))
await journal.append(
  draft('CALL_REQUESTED', {call, tool: 'backup', plugin: 'backup', who: 'bert', door: 'clock'}),
)
process.stdout.write('requested\n')
process.stdin.resume()
