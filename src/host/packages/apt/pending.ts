import {existsSync, readdirSync, statSync} from 'node:fs'
import {problem, type Problem} from '../../../text/problem.ts'
import {lastLine, runProgram} from '../../system-program.ts'
import type {Kept, Pending} from '../manager.ts'
import {changesIn, keptIn} from './simulated.ts'
import {looking, upgrade} from './words.ts'

/** What apt would do now, by a simulation. */
export async function pending(signal: AbortSignal): Promise<Pending | Problem> {
  const simulated = await runProgram('apt-get', ['--simulate', '--quiet', ...looking, ...upgrade], {signal})
  const {ok, stdout, stderr} = simulated
  const changes = ok ? changesIn(stdout) : {odd: lastLine(stderr)}
  if ('odd' in changes) return problem('update_no_plan', {manager: 'apt', cause: changes.odd})
  if (changes.length === 0 && !hasLists()) return problem('update_no_lists', {manager: 'apt'})
  return {
    changes,
    kept: await kept(stdout, signal),
    listsAt: changed(lists),
  }
}

const lists = '/var/lib/apt/lists'

/** Without them apt knows of no newer version, and says that there is none. */
export function hasLists(folder = lists): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => /_Packages(?:\.|$)/.test(name))
}

/** `'uri' file size hash` for each archive that is not here yet. */
export async function bytesToFetch(signal: AbortSignal): Promise<number> {
  const args = ['--print-uris', '--yes', '--quiet', ...looking, ...upgrade]
  const {stdout} = await runProgram('apt-get', args, {signal})
  const sizes = stdout.split('\n').map((line) => Number(/^'\S+' \S+ (\d+) /.exec(line)?.[1] ?? 0))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function kept(text: string, signal: AbortSignal): Promise<readonly Kept[]> {
  const {names, phased} = keptIn(text)
  if (names.length === 0) return []
  const held = new Set((await runProgram('apt-mark', ['showhold'], {signal})).stdout.split('\n'))
  const {stdout} = await runProgram('apt-cache', ['policy', '--', ...names], {signal})
  return names.map((name) => {
    const because = held.has(name) ? 'held' : phased.includes(name) ? 'phased' : 'needs'
    return {name, ...versionsOf(stdout, name), because}
  })
}

function versionsOf(policy: string, name: string): {from: string; to: string} {
  const [, after = ''] = `\n${policy}`.split(`\n${name}:\n`)
  const of = (word: string) => new RegExp(`^  ${word}: (\\S+)$`, 'm').exec(after)?.[1] ?? ''
  return {from: of('Installed'), to: of('Candidate')}
}

function changed(folder: string): string | null {
  return statSync(folder, {throwIfNoEntry: false})?.mtime.toISOString() ?? null
}
