import {execFileSync} from 'node:child_process'
import {join} from 'node:path'
import {measure, report} from './measure.ts'
import {crowdCases, startupCases} from './startup.ts'

const rounds = Number(process.argv[2] ?? 21)

/** Ratios of one run are to be trusted, milliseconds are not: this machine does other things too. */
execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.ts')], {stdio: 'inherit'})
say(
  `Node ${process.versions.node}, ${rounds} interleaved rounds\n\n${report(measure(await startupCases(), rounds))}\n`,
)

const crowd = measure(await crowdCases(), rounds)
const [few, many, changed, one, oneOfMany] = crowd.map(({median}) => median) as [
  number,
  number,
  number,
  number,
  number,
]
say(`${report(crowd)}\n`)
say(
  `500 plugins add ${(many - few).toFixed(1)} ms to --help (bound 25), ${(oneOfMany - one).toFixed(1)} ms to the help of one command;`,
)
say(`after one of them changed the next --help takes ${(changed - many).toFixed(1)} ms more.\n`)
for (const part of ['decide', 'sandbox', 'journal', 'catalog', 'signature', 'plugins']) {
  say(`\n${part}:`)
  execFileSync(process.execPath, [join(import.meta.dirname, `${part}.ts`)], {stdio: 'inherit'})
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
