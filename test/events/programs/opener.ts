import {JournalRefused} from '../../../src/events/refused.ts'
import {draft, open, placeIn} from '../place.ts'

// Tries to write one event in the folder named, and prints how that went.
const outcome = await (async () => {
  const journal = open(placeIn(process.argv[2] ?? ''))
  return (await journal.append(draft())).sequence
})().catch((error: unknown) =>
  error instanceof JournalRefused ? {refused: error.problem.params['cause']} : String(error),
)
process.stdout.write(`${JSON.stringify(outcome)}\n`)
