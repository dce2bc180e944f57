import {killHosts} from '../sandbox/kill.ts'

const [count = '500', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
const {phases, left} = await killHosts(Number(count), Number(seed))
process.stdout.write(`seed ${seed}: ${JSON.stringify(phases)}, ${left.length} left\n${left.join('\n')}\n`)
process.exitCode = left.length > 0 ? 1 : 0
