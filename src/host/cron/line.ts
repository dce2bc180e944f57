import {join} from 'node:path'
import type {Paths, Surroundings} from '../../config/paths.ts'
import {shellWord} from '../shell-word.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Entry} from './entry.ts'
import {cronFields} from './times.ts'

/** What a started Parrot needs to know, and all that it gets. */
export const safePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** Where a home is Parrot's own it is the first of these that says so, and the server of a machine runs the schedule as it runs all. */
const home = ['PARROT_HOME', 'PARROT_PEOPLE', 'PARROT_ROOT']
const places = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME']

/** Of the 1000 characters that cron(8) takes for a command, some are left for its escapes. */
const longest = 900

type Here = {readonly around: Surroundings; readonly paths: Pick<Paths, 'state'>}

/** The lines for the crontab: whose they are, a look for missed runs when the machine starts, and one for each entry. */
export function linesFor(here: Here, entries: readonly Entry[]): readonly string[] | Problem {
  const own = entries.filter(({timer}) => timer === 'cron')
  if (own.length === 0) return []
  const wrong = commandProblem(here)
  if (wrong !== undefined) return wrong
  const line = (when: string, ...words: string[]) => `${when} ${commandLine(here, words)}`
  return [
    `# written by parrot setup_cron, which also changes it; of ${here.paths.state}`,
    line('@reboot', 'cron', 'missed'),
    ...own.map(({id, at}) => line(cronFields(at), 'cron', 'run', id)),
  ]
}

/** The home that a block was written for; undefined where it does not say. */
export function ownerOf(own: readonly string[]): string | undefined {
  return /^# written by parrot setup_cron, which also changes it; of (.+)$/.exec(own[0] ?? '')?.[1]
}

/** The words that start Parrot with nothing of its surroundings but where it lives. */
export function commandWords({around}: Pick<Here, 'around'>, args: readonly string[]) {
  const {root, env} = around
  const names = env['PARROT_HOME']?.startsWith('/') ? home : places
  const own = names.flatMap((name) => (env[name]?.startsWith('/') ? [`${name}=${env[name]}`] : []))
  const program = [process.execPath, join(root, 'bin', 'parrot')]
  return ['/usr/bin/env', '-i', `HOME=${around.home}`, `PATH=${safePath}`, ...own, ...program, ...args]
}

function commandLine(here: Here, args: readonly string[]): string {
  return commandWords(here, args)
    .map(shellWord)
    .join(' ')
    .replaceAll('%', String.raw`\%`)
}

/** cron(8) takes a backslash out in some versions only, and ends a line at its end; no quoting is good against that. */
function commandProblem(here: Here): Problem | undefined {
  const words = commandWords(here, ['cron', 'run', 'x'.repeat(64)])
  const odd = [...words, here.paths.state].find((word) => /[\\\p{Cc}]/u.test(word))
  if (odd !== undefined) return problem('crontab_path', {path: JSON.stringify(odd)})
  const length = Buffer.byteLength(commandLine(here, ['cron', 'run', 'x'.repeat(64)]))
  return length > longest ? problem('crontab_long', {length, most: longest}) : undefined
}
