import {killEvaluators} from '../alerts/kills.ts'

/** `node test/scripts/kill-alerts.ts [KILLS] [SEED]`: the soak of test/alerts/kills.test.ts; prints what was seen. */
const [kills = '1000', seed = String(Date.now())] = process.argv.slice(2)
const seen = await killEvaluators(seed, Number(kills))
process.stdout.write(`${JSON.stringify(seen, undefined, 2)}\n`)
process.exitCode = seen.wrong.length > 0 ? 1 : 0
