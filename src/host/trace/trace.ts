import {printable} from '../../manifest/show.ts'
import {within} from '../../rbac/area/fs.ts'
import {decideConsented} from '../../rbac/decide.ts'
import {pathOf} from '../../rbac/permission.ts'
import {installing} from '../../sandbox/cause.ts'
import {straceHere} from '../../sandbox/tracer.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {treeDigest} from '../catalog/tree-digest.ts'
import {runsFolder} from '../journal.ts'
import {forgetRun, noteRun} from '../live-runs.ts'
import {notStarted} from '../not-started.ts'
import {done, wrong, type Host} from '../operation.ts'
import {sandboxOptions} from '../sandbox-options.ts'
import {declaredBy, placesFor, type Declared} from './declared.ts'
import {findingsOf} from './findings.ts'
import {preparedJob} from './prepared.ts'
import {report} from './report.ts'
import {inRounds, type Rounds} from './rounds.ts'
import {withCopy} from './scratch.ts'
import {subjectIn, type Subject} from './subject.ts'

/**
 * Runs a plugin under development in its sandbox, followed from outside, and says what it needs beside what it declares.
 * The outer call is authorised and recorded; the runs in here are its work and no calls of their own, since nobody has
 * approved this plugin and no role could name it.
 */
export async function trace(host: Host, work: Work): Promise<Answer> {
  const {folder, command, digest} = work.values as {folder: string; command?: string; digest?: string}
  const strace = straceHere()
  if (strace === undefined) return missing(host)
  const subject = await subjectIn(host, folder, command)
  if ('problems' in subject) return wrong(...subject.problems)
  if (digest !== undefined && digest !== subject.digest) return wrong(changed(subject))
  const asked = declaredBy(subject, work)
  if ('answer' in asked) return asked.answer
  return withCopy(host.paths, subject.dir, async (copy) => {
    // What is run is what was looked at, whatever happens to the folder meanwhile.
    const copied = await treeDigest(copy)
    if (!('digest' in copied) || copied.digest !== subject.digest) return wrong(changed(subject))
    return follow(host, work, {...subject, dir: copy}, subject.dir, asked.declared, strace)
  })
}

async function follow(
  host: Host,
  work: Work,
  subject: Subject,
  home: string,
  declared: readonly Declared[],
  strace: string,
): Promise<Answer> {
  const prepared = await preparedJob(host, work, subject, declared)
  if ('answer' in prepared) return prepared.answer
  const options = sandboxOptions(host.around, host.paths)
  const runs = runsFolder(host.paths)
  const {signal, watch, by} = work.request
  const allows: Rounds['allows'] = (one) =>
    !within(pathOf(one), home) && decideConsented(work.world.policy, by, one).effect === 'allow'
  const started = (process: Parameters<typeof noteRun>[2]) => noteRun(runs, work.id, process)
  const watching = {...(watch.log && {log: watch.log}), started}
  const seen = await inRounds({job: prepared.job, options, strace, signal, watch: watching, allows})
  forgetRun(runs, work.id)
  if ('problem' in seen)
    return notStarted({plugin: subject.manifest}, prepared.settings, atHome(seen.problem, subject, home))
  if (seen.exit.because === 'cancelled') return {outcome: 'cancelled', problems: []}
  const meant = declared.map(({meant}) => meant)
  const findings = findingsOf(seen, home, meant, options.own)
  return done(report(subject, seen, findings, declared, placesFor(subject, work), options.own))
}

/** The copy that is run is nobody's to look for. */
function atHome(refused: Problem, {dir}: Subject, home: string): Problem {
  const {file} = refused.params
  if (typeof file !== 'string' || !file.startsWith(`${dir}/`)) return refused
  return {...refused, params: {...refused.params, file: home + file.slice(dir.length)}}
}

function missing({around}: Host): Answer {
  const command = installing('strace', around.uid)
  return {outcome: 'broken', problems: [problem('strace_missing', {command})]}
}

function changed({dir}: Subject): Problem {
  return problem('plugin_changed', {dir: printable(dir)})
}
