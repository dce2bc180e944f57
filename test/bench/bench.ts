import {execFileSync} from 'node:child_process'
import {accessSync, constants} from 'node:fs'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {measure, report} from './measure.ts'
import {crowdCases, startupCases} from './startup.ts'

type Part = {
  readonly name: string
  readonly words?: readonly string[]
  /** The programs it is measured against, with the package that each is in. */
  readonly needs?: Readonly<Record<string, string>>
}

const packers = {tar: 'tar', zstd: 'zstd', time: 'time'}
/** What these do in full (2 GB, 15 rounds) and compressed logs take longer than anybody waits: start their files themselves for it. */
const parts: readonly Part[] = [
  ...['decide', 'sandbox', 'journal', 'tail', 'catalog', 'signature', 'plugins', 'reload', 'mcp'].map(
    (name) => ({name}),
  ),
  {name: 'cron', words: ['9'], needs: {crontab: 'cron'}},
  {name: 'rotate', words: ['5', 'short'], needs: {logrotate: 'logrotate'}},
  {name: 'backup', words: ['0', '5'], needs: packers},
  {name: 'backup', words: ['400e6', '3'], needs: packers},
]

const {values, positionals} = parseArgs({options: {only: {type: 'string'}}, allowPositionals: true})
const {only} = values
const rounds = Number(positionals[0] ?? 21)
const names = ['startup', ...new Set(parts.map(({name}) => name))]
if (only !== undefined && !names.includes(only)) throw new Error(`--only is one of ${names.join(', ')}`)

/** Ratios of one run are to be trusted, milliseconds are not: this machine does other things too. */
execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.ts')], {stdio: 'inherit'})
if (only === undefined || only === 'startup') await startup()
for (const part of parts.filter(({name}) => only === undefined || only === name)) measured(part)

async function startup(): Promise<void> {
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
}

function measured({name, words = [], needs = {}}: Part): void {
  const absent = Object.entries(needs).find(([program]) => !installed(program))
  if (absent !== undefined)
    return say(`\n${name}: not measured, ${absent[0]} is not installed (apt-get install ${absent[1]}).`)
  say(`\n${[name, ...words].join(' ')}:`)
  execFileSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...words], {stdio: 'inherit'})
}

function installed(program: string): boolean {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
