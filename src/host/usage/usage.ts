import {realpathSync} from 'node:fs'
import {resolve} from 'node:path'
import type {Surroundings} from '../../config/paths.ts'
import {mountinfo} from '../../facts/mounts/mountinfo.ts'
import {errorWords} from '../../text/error-words.ts'
import {problem, says} from '../../text/problem.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {holdFolder, type HeldFolder} from '../held-folder.ts'
import {shownName} from '../shown-name.ts'
import {Largest} from './largest.ts'
import {measure, type Measured} from './measure.ts'

/** The largest folders below a path. Reads names and sizes, never contents. */
export const diskUsage: Builtin = async (call) => {
  const under = resolve('/', String(call.work.values['under']))
  const home = closedHome(call.host.around.env)
  let top: HeldFolder
  try {
    if (home !== undefined && `${under}/`.startsWith(`${home}/`))
      throw Object.assign(new Error(), {code: 'EACCES'})
    top = holdFolder(under)
  } catch (cause) {
    const {code = ''} = cause as NodeJS.ErrnoException
    const link = code === 'ENOTDIR' || code === 'ELOOP'
    const path = shownName(Buffer.from(under))
    return {
      outcome: 'invalid_input',
      problems: [
        link ? problem('usage_link', {path}) : problem('usage_unreadable', {path, cause: errorWords(code)}),
      ],
    }
  }
  try {
    return await measured(call, top, under, home)
  } finally {
    top.close()
  }
}

/** A server for a whole machine sees into its own home, which the people that ask it may not. */
function closedHome({PARROT_PEOPLE: people = '', PARROT_HOME: home = ''}: Surroundings['env']) {
  return people === '' || home === '' ? undefined : realpathSync(home)
}

async function measured({work, config}: BuiltinCall, top: HeldFolder, under: string, home?: string) {
  const {signal} = work.request
  const {USAGE_SECONDS, USAGE_ENTRIES} = config as {USAGE_SECONDS: number; USAGE_ENTRIES: number}
  const largest = new Largest(Number(work.values['largest']))
  const path = Buffer.from(under).toString('latin1')
  const mounts = new Set(mountinfo({root: ''}).map(({point}) => point))
  if (home !== undefined) mounts.add(Buffer.from(home).toString('latin1'))
  const until = Date.now() + USAGE_SECONDS * 1000
  const found = await measure(top, path, {mounts, entries: USAGE_ENTRIES, until, signal, largest})
  return {
    outcome: signal.aborted ? ('cancelled' as const) : ('ok' as const),
    problems: [],
    output: outputOf(found, largest),
  }
}

function outputOf({path, bytes, entries, complete, unreadable, elsewhere}: Measured, largest: Largest) {
  const under = shown(path)
  const gigabytes = (bytes / 1024 ** 3).toFixed(2)
  const summary = says(problem(complete ? 'usage_summary' : 'usage_summary_cut', {under, gigabytes, entries}))
  const folders = largest.all.map((folder) => ({
    path: shown(folder.path),
    bytes: folder.bytes,
    percent: bytes === 0 ? 0 : Math.round((folder.bytes / bytes) * 1000) / 10,
    entries: folder.entries,
  }))
  return {summary, under, bytes, entries, complete, unreadable, elsewhere, folders}
}

const shown = (path: string) => shownName(Buffer.from(path, 'latin1'))
