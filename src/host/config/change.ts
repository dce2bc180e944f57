import {planEdit} from '../../config/edit-file.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {objections} from './candidate.ts'
import {fromWords} from './from-words.ts'
import {keyCalled, notTaken} from './given-key.ts'
import {ofPlugin} from './of-plugin.ts'
import {configRows} from './rows.ts'
import {timeFor} from './time-for.ts'
import {changing, waiting, written} from './written.ts'

type Input = {
  readonly key: string
  readonly value?: readonly string[]
  readonly dryRun?: boolean
  readonly commitConfirm?: string
}

/** Sets one key in the user's file, if the schema takes it and nothing else speaks against it; the comments and the order of the file stay. */
export async function set(host: Host, work: Work): Promise<Answer> {
  const {key, value = []} = work.values as Input
  if (isOfPlugin(key)) return wrong(...ofPlugin(work, {key, action: 'set', words: value}))
  const about = keyCalled(key)
  if ('code' in about) return wrong(about)
  const given = fromWords(about, value)
  const refused = await notTaken(about, given)
  return refused === undefined
    ? change(host, work, {path: about.path, value: given}, `config set ${key}`)
    : wrong(refused)
}

/** Takes one key out of the user's file; one that is not there is no problem. */
export async function unset(host: Host, work: Work): Promise<Answer> {
  const {key} = work.values as Input
  if (isOfPlugin(key)) return wrong(...ofPlugin(work, {key, action: 'unset', words: []}))
  const about = keyCalled(key)
  if ('code' in about) return wrong(about)
  return change(host, work, {path: about.path, standard: about.default}, `config unset ${key}`)
}

const isOfPlugin = (key: string) => key.split('.', 1)[0] === 'plugins'

type Edit = Parameters<typeof planEdit>[2]

async function change(host: Host, work: Work, edit: Edit, why: string): Promise<Answer> {
  const {around, paths} = host
  const {dryRun = false, commitConfirm} = work.values as Input
  const confirmMs = timeFor(commitConfirm)
  if (typeof confirmMs === 'object') return wrong(confirmMs)
  const changed = await changing(paths.config, async () => {
    const waits = waiting(host)
    if (waits !== undefined) return {problems: [waits]}
    const planned = await planEdit(around, paths, edit)
    if ('problems' in planned) return planned
    const {file, before, text, mode} = planned
    if (text === undefined) return {file, changed: false}
    const problems = await objections(host, work, file, text)
    if (problems.length > 0) return {problems}
    const by = work.request.by.name
    if (!dryRun) await written(host, {file, before, text, mode, by, why, confirmMs})
    const until =
      dryRun || confirmMs === undefined ? {} : {until: new Date(host.now() + confirmMs).toISOString()}
    return {file, changed: true, ...until}
  })
  if ('problems' in changed) return wrong(...changed.problems)
  return dryRun
    ? done({...changed, dryRun, key: edit.path.join('.'), value: edit.value ?? null})
    : now(host, work, edit, changed)
}

/** What holds now, and whether something stronger keeps the change from counting. */
async function now(
  host: Host,
  work: Work,
  {path}: Edit,
  changed: {file: string; changed: boolean; until?: string},
): Promise<Answer> {
  const found = await configRows(host, work)
  if ('problems' in found) return {outcome: 'broken', problems: found.problems}
  const key = path.slice(0, 2).join('.')
  const row = found.rows.find((one) => one.key === key)
  const from = row?.from ?? 'default'
  const elsewhere = from !== 'default' && !from.startsWith(changed.file)
  return {
    ...done({...changed, dryRun: false, ...row}),
    problems: elsewhere ? [problem('config_elsewhere', {key, from})] : [],
  }
}
