import {basename} from 'node:path'
import {foreignFolder} from '../../config/foreign.ts'
import {initText} from '../../config/init-text.ts'
import {digestOf} from '../../config/unconfirmed.ts'
import {modeOf} from '../../config/user-file.ts'
import type {Outcome} from '../../outcomes.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {objections} from './candidate.ts'
import {editable} from './editable.ts'
import {keptBack} from './inline.ts'
import {timeFor} from './time-for.ts'
import {rollback} from './history.ts'
import {changing, waiting, written} from './written.ts'

type Input = {
  readonly text?: string
  readonly digest?: string
  readonly copy?: string
  readonly unedited?: Outcome
  readonly rollback?: boolean
  readonly commitConfirm?: string
}

/**
 * Without `text`, the user's file to be edited elsewhere: its text, or the one that `config init` would write, and a digest; that is not the
 * end of it, so it is not `ok` on record. With it, the file is replaced as a whole, if it is still the one that was given out and nothing
 * speaks against the new text. An edit that came to nothing is told as `unedited`.
 */
export async function edit(host: Host, work: Work): Promise<Answer> {
  const {text, digest, copy, unedited, commitConfirm} = work.values as Input
  if (unedited !== undefined) return {outcome: unedited, problems: []}
  if (text === undefined) return open(host, work)
  const confirmMs = timeFor(commitConfirm)
  if (typeof confirmMs === 'object') return wrong(confirmMs)
  const changed = await changing(host.paths.config, async () => {
    const found = editable(host)
    if ('code' in found) return {problems: [found]}
    const waits = waiting(host)
    if (waits !== undefined) return {problems: [waits]}
    const {file, text: before} = found
    if (digestOf(before) !== digest) return {problems: [problem('config_moved_on', {file})]}
    if (before === text) return {file, changed: false}
    const problems = await objections(host, work, toldAs(file, copy), text)
    if (problems.length > 0) return {problems}
    const by = work.request.by.name
    await written(host, {
      file,
      before,
      text,
      mode: modeOf(found),
      by,
      why: 'config edit',
      confirmMs,
    })
    return {file, changed: true}
  })
  return 'problems' in changed ? wrong(...changed.problems) : done(changed)
}

/** A place is told where it can be looked at. Another name would be another kind of file. */
const toldAs = (file: string, copy = file) => (basename(copy) === basename(file) ? copy : file)

/**
 * The same, and going back, while no role can be known because the configuration is broken. What is changed then belongs to whoever is
 * at this terminal, who could change it by hand; while it is whole, roles decide.
 */
export async function mend(host: Host, work: Work): Promise<Answer> {
  if (work.world.problems.length === 0) return wrong(problem('config_whole'))
  const foreign = foreignFolder(host.paths, host.around.uid)
  if (foreign !== undefined) return wrong(foreign)
  return (work.values as Input).rollback === true ? rollback(host, work) : edit(host, work)
}

async function open(host: Host, work: Work): Promise<Answer> {
  const found = editable(host)
  if ('code' in found) return wrong(found)
  const {file, text} = found
  const kept = await keptBack(work, found)
  if (kept !== undefined) return wrong(kept)
  const output = {file, text: text ?? initText(host.around.root), digest: digestOf(text)}
  return {outcome: 'needs_input', problems: [], output}
}
