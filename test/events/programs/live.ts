import {processIdentity} from '../../../src/events/liveness.ts'

// A process that says who it is, and lives until its standard input ends.
process.stdout.write(`${JSON.stringify(processIdentity())}\n`)
process.stdin.resume()
