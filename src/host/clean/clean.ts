import {problem, says} from '../../text/problem.ts'
import {decide} from '../../rbac/decide.ts'
import {parsePermission} from '../../rbac/permission.ts'
import type {Answer} from '../answer.ts'
import {refused} from '../answer.ts'
import type {Builtin, BuiltinCall} from '../builtin.ts'
import {fileId} from '../open-files.ts'
import {ownFolders} from '../sandbox-options.ts'
import {apt} from './apt.ts'
import {areaNames, type Area, type AreaName, type Cleaned, type Cleaning, type Settings} from './area.ts'
import {npm, pip, tmp} from './folders.ts'
import {journal} from './journal.ts'

/** Counts what `cleanApply` would remove, by the same way through the same rules. */
export const cleanPlan: Builtin = (call) => clean(call, false)

/** Removes what can be had again and nobody uses; what stays is counted by reason. Run twice, the second finds nothing. */
export const cleanApply: Builtin = (call) => clean(call, !call.work.request.dryRun)

const areas: Readonly<Record<AreaName, Area>> = {apt, npm, pip, journal, tmp}

async function clean(call: BuiltinCall, remove: boolean): Promise<Answer> {
  const {work} = call
  const {signal, watch} = work.request
  const cleaning = cleaningOf(call, remove)
  const no = cleaning.everyone ? refusal(call, cleaning) : undefined
  if (no !== undefined) return no
  const only = work.values['only'] as readonly AreaName[] | undefined
  const names = areaNames.filter((name) => only?.includes(name) ?? true)
  const done: (readonly [AreaName, Cleaned])[] = []
  for (const [at, name] of names.entries()) {
    if (signal.aborted) break
    watch.progress?.({progress: at / names.length, message: name})
    done.push([name, await areas[name](cleaning)])
  }
  const output = outputOf(done, remove)
  if (signal.aborted) {
    // The one that it was at may have stopped in the middle.
    const left = names.slice(Math.max(0, done.length - 1)).join(', ')
    return {outcome: 'cancelled', problems: [problem('clean_stopped', {left})], output}
  }
  const problems = done.flatMap(([, {status, why}]) => (status === 'failed' && why ? [why] : []))
  return {outcome: problems.length > 0 ? 'failed' : 'ok', problems, output}
}

function cleaningOf({host, work, config}: BuiltinCall, remove: boolean): Cleaning {
  const {paths, around} = host
  const own = new Set(
    [...ownFolders(paths), around.home, around.root, '/'].flatMap((path) => fileId(path) ?? []),
  )
  return {
    settings: config as unknown as Settings,
    home: around.home,
    uid: around.uid,
    everyone: work.values['everyone'] === true,
    own,
    now: host.now(),
    remove,
    signal: work.request.signal,
  }
}

/** Root may remove anything of anyone; to ask for it takes a right that no workflow and no agent's role brings along. */
function refusal({work}: BuiltinCall, {uid}: Cleaning): Answer | undefined {
  if (uid !== 0) return {outcome: 'invalid_input', problems: [problem('clean_everyone')]}
  const permission = parsePermission('sys:root')
  if ('code' in permission) return {outcome: 'broken', problems: [permission]}
  const because = decide(work.world.policy, work.request.by, permission)
  return because.effect === 'allow'
    ? undefined
    : refused({effect: because.effect, because, decisions: [because]})
}

function outputOf(done: readonly (readonly [AreaName, Cleaned])[], remove: boolean) {
  const rows = done.map(([area, {status, where, tally, why}]) => ({
    area,
    status,
    files: tally.files,
    bytes: Number(tally.bytes),
    where,
    left: tally.left,
    why: [...(why ? [says(why)] : []), ...(tally.words === '' ? [] : [tally.words])].join(' '),
  }))
  const files = rows.reduce((sum, row) => sum + row.files, 0)
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  const megabytes = (bytes / 1024 ** 2).toFixed(1)
  const summary = says(problem(remove ? 'clean_summary' : 'clean_summary_plan', {files, megabytes}))
  return {summary, files, bytes, areas: rows}
}
