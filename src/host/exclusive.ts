import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {alone, Busy, replaceFile} from '../config/update-file.ts'
import type {Paths} from '../config/paths.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Work} from './walk.ts'
import type {PluginTarget} from './target.ts'
import {timeLimit} from './time-limit.ts'

const lookMs = 200

/** What stands for the lock that the manifest names, if it does. A dry run changes nothing and waits for nobody. */
export function lockFile(
  {state}: Pick<Paths, 'state'>,
  target: PluginTarget,
  call: Work,
): string | undefined {
  const {lock} = target.command
  if (lock === undefined || call.request.dryRun) return undefined
  return join(state, 'locks', fileName(target.plugin.name, lock, call.values))
}

/**
 * Runs `work` while no other call of any process holds this lock, and says who does while it waits: no longer than the
 * command itself may run. The kernel frees a lock whose holder was killed. `work` is told whether it had to wait, however
 * briefly.
 */
export async function exclusive(
  file: string,
  target: PluginTarget,
  call: Work,
  work: (waited: boolean) => Promise<Answer>,
): Promise<Answer> {
  const atOnce = await attempt(file, target, call, -1, () => work(false))
  if (atOnce !== undefined) return atOnce
  const until = Date.now() + timeLimit(target.command, call.world.config.limits)
  for (let told: string | undefined; ;) {
    const answer = await attempt(file, target, call, lookMs, () => work(true))
    if (answer !== undefined) return answer
    const holder = holderOf(file, target)
    const who = says(holder)
    if (call.request.signal.aborted) return {outcome: 'cancelled', problems: [holder]}
    if (Date.now() > until) return {outcome: 'failed', problems: [holder]}
    if (told !== who) call.request.watch.log?.(who)
    told = who
  }
}

/** A name of the plugin's own, so that no stranger stops another's work; what a caller wrote is in it only as a hash. */
function fileName(plugin: string, lock: string, values: Work['values']): string {
  const input = /\{(\w+)\}$/.exec(lock)?.[1]
  if (input === undefined) return `${plugin}.${lock}`
  const {createHash} = process.getBuiltinModule('node:crypto')
  const hash = createHash('sha256').update(String(values[input])).digest('hex').slice(0, 32)
  return `${plugin}.${lock.slice(0, lock.indexOf(':'))}.${hash}`
}

/** Undefined where somebody else holds it. */
async function attempt(
  file: string,
  target: PluginTarget,
  {id, request}: Work,
  patienceMs: number,
  work: () => Promise<Answer>,
): Promise<Answer | undefined> {
  let mine = false
  const noted = {call: id, tool: target.tool, by: request.by.name, door: request.door, pid: process.pid}
  const holding = async () => {
    mine = true
    replaceFile(file, JSON.stringify({...noted, since: new Date().toISOString()}))
    return work()
  }
  try {
    return await alone(file, holding, patienceMs)
  } catch (error) {
    if (error instanceof Busy && !mine) return undefined
    throw error
  }
}

function holderOf(file: string, {tool}: PluginTarget): Problem {
  try {
    const {
      tool: held = '',
      by = '',
      door = '',
      pid = '',
      since = '',
    } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    return problem('lock_held', {tool, held, by, door, pid, since})
  } catch {
    return problem('lock_held_unknown', {tool})
  }
}
