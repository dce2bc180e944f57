import {rmSync} from 'node:fs'
import {closeOf, collect} from './collect.ts'
import {lines} from './lines.ts'
import {openPipes} from './pipes.ts'
import type {Plan} from './plan.ts'
import {identify} from './process.ts'
import {followProgress} from './progress.ts'
import type {Exit, Job, Watch} from './sandbox.ts'
import {start, type Shim} from './start.ts'
import {stopper, type Stop} from './stop.ts'
import {watchTree} from './watch-tree.ts'

/** The sandbox did not come to stand, so nothing of the plugin ran; in the words of who could not build it. */
export type Failed = {readonly failed: string}

const longestLogLine = 16_384
const noProxy = {refused: [] as readonly string[], close: () => {}}

/** Starts what is planned and resolves when all of it is gone. */
export async function launch(
  plan: Plan,
  job: Job,
  runFolder: string,
  signal: AbortSignal,
  watch: Watch,
): Promise<Exit | Failed> {
  const shim = start(plan, job.call, runFolder)
  const outermost = shim.pid === undefined ? undefined : identify(shim.pid)
  if (outermost) watch.started?.(outermost)
  const stop = stopper(shim, job.limits, signal)
  const proxy =
    plan.connect.length > 0 ? (await import('./proxy.ts')).serve(shim.child, plan.connect) : noProxy
  try {
    const stands = (await shim.ready) && stop.cause() === undefined
    const exit = stands ? await follow(shim, stop, job, watch) : await failure(shim, stop)
    return 'failed' in exit ? exit : {...exit, level: plan.level, refused: proxy.refused}
  } finally {
    stop.settle()
    shim.end()
    await shim.gone
    proxy.close()
    for (const folder of plan.leftovers) rmSync(folder, {recursive: true, force: true})
  }
}

type End = Omit<Exit, 'level' | 'refused'>

async function follow(shim: Shim, stop: Stop, job: Job, watch: Watch): Promise<End> {
  const {limits, stdin} = job
  const pipes = openPipes(shim.inside())
  const log = lines(
    longestLogLine,
    (line) => watch.log?.(line),
    (piece) => watch.log?.(piece),
  )
  const stdout = collect(pipes.stdout, limits.outputBytes, () => stop.for('output_limit'))
  const stderr = collect(
    pipes.stderr,
    limits.outputBytes,
    () => {},
    (part) => log.take(part),
  )
  followProgress(pipes.progress, (progress) => watch.progress?.(progress))
  const closed = Promise.all([stdout.closed, stderr.closed, closeOf(pipes.progress)])
  const tree = watchTree(shim.inside(), limits, (cause) => stop.for(cause))

  pipes.stdin.end(`go\n${stdin}`)
  const code = await shim.ended
  tree.stop()
  stop.settle()
  shim.end()
  await shim.gone
  await closed
  log.end()
  return {...how(code, stop), stdout: stdout.text(), stderr: stderr.text()}
}

/** Stopped while it was being built, or not able to stand. */
async function failure(shim: Shim, stop: Stop): Promise<End | Failed> {
  shim.end()
  await shim.gone
  if (stop.cause() === undefined) return {failed: shim.complaints()}
  return {...how(undefined, stop), stdout: '', stderr: ''}
}

/** A status of the plugin's own is reported as such; that it was ended from outside is known only where it was from here. */
function how(code: number | undefined, stop: Stop): Pick<End, 'because' | 'code' | 'signal' | 'killed'> {
  const because = stop.cause() ?? 'exited'
  const killed = stop.killed()
  return code === undefined
    ? {because, code: null, signal: 'SIGKILL', killed}
    : {because, code, signal: null, killed}
}
