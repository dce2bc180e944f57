import {killWriters} from '../events/kills.ts'

// Kills journal writers at many more moments than a test run has time for: node test/scripts/journal-kills.ts [seed] [kills]
const [seed = String(Date.now()), kills = '120'] = process.argv.slice(2)
const {wrong, ...counts} = await killWriters(seed, Number(kills))
process.stdout.write(`${JSON.stringify(counts)}\n${wrong.join('\n')}`)
process.exitCode = wrong.length === 0 && counts.lost === 0 ? 0 : 1
