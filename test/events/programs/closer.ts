import {open, placeIn} from '../place.ts'

// Opens the journal, waits for a line, closes dead calls, and prints how many it closed.
const journal = open(placeIn(process.argv[2] ?? ''))
process.stdout.write('ready\n')
process.stdin.once('data', () => {
  process.stdout.write(`${journal.closeDead().length}\n`)
  journal.close()
  process.stdin.destroy()
})
