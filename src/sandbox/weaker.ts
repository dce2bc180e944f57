import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import type {Problem} from '../text/problem.ts'
import type {Entry} from './entry.ts'
import {environment} from './environment.ts'
import {rlimitsFor} from './limits.ts'
import type {SandboxOptions} from './options.ts'
import type {Plan} from './plan.ts'
import {copyTo, openNode} from './readable.ts'
import {dropTo} from './drop.ts'
import {dedicated} from './run-user.ts'
import type {Job} from './sandbox.ts'
import {firstMount, shim} from './shim.ts'

/** May this job run where nothing can hold it: does it come with Parrot, only read, and ask for nothing besides? */
export function contentWithLess({shipped, readOnly, grants}: Job): boolean {
  return shipped && readOnly && grants.write.length + grants.connect.length + grants.sys.length === 0
}

/**
 * The plan for a job without an engine: JavaScript under Node's permissions, which stop an honest mistake and no attack;
 * anything else with a clean environment and rlimits. Under root as the user that plugins run as, from a copy.
 */
export function loosely(job: Job, entry: Entry, options: SandboxOptions): Plan | Problem {
  const env = environment(job.env, options.env, {home: job.data ?? '/nonexistent', tmp: '/tmp'})
  if ('problem' in env) return env.problem
  const root = options.uid === 0
  const leftovers = root ? [copyForAll(job.dir)] : []
  const folder = leftovers[0] ?? job.dir
  const mounts = root && entry.javascript ? [openNode(options.node, options.cache, true)] : []
  const node = mounts.length > 0 ? `/proc/self/fd/${firstMount}` : options.node
  const command = entry.javascript
    ? [node, ...permissions(job, folder), `${folder}/${entry.file}`]
    : [`${folder}/${entry.file}`]
  return {
    level: entry.javascript ? 'seatbelt' : 'bare',
    argv: shim({
      call: job.call,
      limits: rlimitsFor(job, root ? 'by uid' : 'by user'),
      command: [...(root ? dropTo(dedicated()) : []), ...command],
      ...(mounts.length > 0 && {keeps: firstMount}),
    }),
    env: env.variables,
    cwd: folder,
    mounts,
    leftovers,
    ...unenclosed,
  }
}

/** The plan for a job that somebody may run, and wants to run, without a sandbox. */
export function unconfined(job: Job, entry: Entry, options: SandboxOptions): Plan | Problem {
  const env = environment(job.env, options.env, {home: job.data ?? job.dir, tmp: '/tmp'})
  if ('problem' in env) return env.problem
  const file = `${job.dir}/${entry.file}`
  const limits = {...rlimitsFor(job, 'by user'), fileKiB: 'unlimited' as const}
  return {
    level: 'bypassed',
    argv: shim({call: job.call, limits, command: entry.javascript ? [options.node, file] : [file]}),
    env: env.variables,
    cwd: job.dir,
    mounts: [],
    leftovers: [],
    ...unenclosed,
  }
}

const unenclosed = {policy: '', filter: Buffer.alloc(0), enclosed: false, connect: []} as const

function permissions({grants, data}: Job, folder: string): string[] {
  const readable = [folder, ...grants.read, ...(data === undefined ? [] : [data])]
  return ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`)]
}

function copyForAll(dir: string): string {
  const folder = mkdtempSync('/tmp/parrot-')
  try {
    copyTo(folder, dir)
    chmodSync(folder, 0o755)
    return folder
  } catch (error) {
    rmSync(folder, {recursive: true, force: true})
    throw error
  }
}
