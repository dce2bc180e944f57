import {rmSync} from 'node:fs'
import {openPipes, type Pipes} from './pipes.ts'
import type {Plan} from './plan.ts'
import {identify} from './process.ts'
import {listenTo} from './listen-to.ts'
import type {Exit, Job, Watch} from './sandbox.ts'
import {start, type Shim} from './start.ts'
import {stopper, type Stop} from './stop.ts'
import {watchDisk} from './watch-disk.ts'
import {watchTree} from './watch-tree.ts'

/** The sandbox did not come to stand, so nothing of the plugin ran; in the words of who could not build it. */
export type Failed = {readonly failed: string}

/** A process that got out of the group, where there is no sandbox, may hold a pipe for ever. */
const patienceMs = 200

/** Starts what is planned and resolves when all of it is gone. */
export async function launch(
  plan: Plan,
  job: Job,
  runFolder: string,
  signal: AbortSignal,
  watch: Watch,
): Promise<Exit | Failed> {
  const network = plan.connect.length > 0 ? await import('./proxy.ts') : undefined
  const shim = start(plan, runFolder)
  const outermost = shim.pid === undefined ? undefined : identify(shim.pid)
  if (outermost) watch.started?.(outermost)
  const stop = stopper(shim, job.limits, signal, watch)
  const proxy = network?.serve(shim.child, plan.connect)
  try {
    const pipes = await stand(shim, stop)
    if ('failed' in pipes && stop.cause() === undefined) return pipes
    const said =
      'failed' in pipes
        ? {stdout: '', stderr: ''}
        : await follow(shim, pipes, stop, job, watch, plan.enclosed)
    return {...(await how(shim, stop)), ...said, level: plan.level, refused: proxy?.refused ?? []}
  } finally {
    stop.settle()
    await goneOf(shim)
    shim.close()
    proxy?.close()
    for (const folder of plan.leftovers) rmSync(folder, {recursive: true, force: true})
  }
}

/** The pipes of a shim that stands and is still wanted. */
async function stand(shim: Shim, stop: Stop): Promise<Pipes | Failed> {
  if ((await shim.ready) && stop.cause() === undefined) return openPipes(shim.inside())
  await goneOf(shim)
  return {failed: shim.complaints()}
}

async function follow(
  shim: Shim,
  pipes: Pipes,
  stop: Stop,
  job: Job,
  watch: Watch,
  enclosed: boolean,
): Promise<Pick<Exit, 'stdout' | 'stderr'>> {
  const heard = listenTo(pipes, job.limits.outputBytes, watch, () => stop.for('output_limit'))
  const tree = watchTree(shim.inside() ?? 0, job.limits, (cause) => stop.for(cause))
  const kept = enclosed && !job.readOnly ? job.data : undefined
  const disk =
    kept === undefined ? undefined : watchDisk(kept, job.limits.diskBytes, (cause) => stop.for(cause))
  pipes.stdin.end(`go\n${job.stdin}`)
  await shim.ended
  tree.stop()
  disk?.stop()
  stop.settle()
  await goneOf(shim)
  if (!enclosed) setTimeout(heard.close, patienceMs).unref()
  return heard.end()
}

async function goneOf(shim: Shim): Promise<void> {
  shim.end()
  await shim.gone
}

/** A status of the plugin's own is reported as such; that it was ended from outside is known only where it was from here. */
async function how(shim: Shim, stop: Stop): Promise<Pick<Exit, 'because' | 'code' | 'signal' | 'killed'>> {
  const code = await shim.ended
  const because = stop.cause() ?? 'exited'
  return {because, code: code ?? null, signal: code === undefined ? 'SIGKILL' : null, killed: stop.killed()}
}
