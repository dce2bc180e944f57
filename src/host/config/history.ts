import {basename} from 'node:path'
import {keptOnes, type Kept} from '../../config/history.ts'
import {confirmed} from '../../config/unconfirmed.ts'
import {modeOf, userFile} from '../../config/user-file.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {objections, trialOfOthers, wrongWith} from './candidate.ts'
import {editable} from './editable.ts'
import {changing, isGood, written} from './written.ts'

/** The good configurations that were kept, newest first, and which of them is in place. */
export async function history({paths, around: {uid}}: Host): Promise<Answer> {
  const now = userFile(paths, uid)
  const current = 'code' in now ? undefined : now
  const kept = keptOnes(paths, uid).toReversed()
  const inPlace = kept.find((one) => isSame(one, current))
  return done({
    kept: kept.map(({text, ...rest}) => ({
      ...rest,
      bytes: Buffer.byteLength(text),
      current: rest.number === inPlace?.number,
    })),
  })
}

/** Puts the configuration of this number back, or the newest that is not the one in place; what was in place is kept first if it was good. A change that waits to be confirmed is over with it. */
export async function rollback(host: Host, work: Work): Promise<Answer> {
  const {to, dryRun = false} = work.values as {readonly to?: number; readonly dryRun?: boolean}
  const changed = await changing(host.paths.config, async () => {
    const found = editable(host)
    if ('code' in found) return {problems: [found]}
    const chosen = choose(keptOnes(host.paths, host.around.uid), to, found)
    if ('code' in chosen) return {problems: [chosen]}
    const {number, text, name} = chosen
    const {file, text: before} = found
    if (before !== undefined && name !== basename(file))
      return {problems: [problem('config_history_other', {number, name, file})]}
    const target = before === undefined ? file.replace(basename(file), name) : file
    const problems = [
      ...(await objections(host, work, target, text)),
      ...(dryRun ? [] : await trialOfOthers(host, work)),
    ]
    if (problems.length > 0) return {problems}
    const left = work.world.problems.length > 0 ? await wrongWith(host, target, text) : []
    if (left.length > 0 && !(await isBroken(found)))
      return {problems: [problem('config_rollback_useless', {file}), ...left]}
    const by = work.request.by.name
    const about = {file: target, before, text, mode: modeOf(found), by, why: `config rollback ${number}`}
    const change = {...about, keepBroken: true} as const
    const kept = !dryRun && before !== text ? await written(host, change) : {}
    if (!dryRun) confirmed(host.paths)
    return {left, output: {file: target, number, at: chosen.at, changed: before !== text, dryRun, ...kept}}
  })
  return 'problems' in changed
    ? wrong(...changed.problems)
    : {...done(changed.output), problems: changed.left}
}

type Now = {readonly file: string; readonly text?: string}

const isSame = ({name, text}: Kept, now: Now | undefined) =>
  now !== undefined && text === now.text && name === basename(now.file)

const isBroken = async ({file, text}: Now) => text !== undefined && !(await isGood(file, text))

function choose(kept: readonly Kept[], to: number | undefined, now: Now): Kept | Problem {
  const chosen =
    to === undefined ? kept.findLast((one) => !isSame(one, now)) : kept.find(({number}) => number === to)
  if (chosen !== undefined) return chosen
  return to === undefined ? problem('config_history_empty') : problem('config_history_none', {number: to})
}
