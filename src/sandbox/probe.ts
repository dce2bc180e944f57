import {chmodSync, existsSync, writeFileSync} from 'node:fs'
import {makeFolders} from '../events/make-folders.ts'
import {problem, type Problem} from '../text/problem.ts'
import {causeOf, installing} from './cause.ts'
import {confine} from './confine.ts'
import {realPath} from './exact.ts'
import {launch} from './launch.ts'
import {plainLine} from './plain-line.ts'
import {bwrapOf, type SandboxOptions} from './options.ts'
import type {Plan} from './plan.ts'
import type {Job, Level} from './sandbox.ts'
import {canScope, inScope, keepVerdict} from './scope.ts'

/** What this machine can do for a plugin from outside, why not more, and the one command that improves it. */
export type Health = {
  /** Undefined where only read-only plugins that came with Parrot run, at `seatbelt` or `bare`. */
  readonly level: Level | undefined
  /** Memory and processes of a run: held by a cgroup, or by rlimits for each process and a watch over the tree. */
  readonly limits: 'enforced' | 'approximated'
  readonly problem?: Problem
}

/** Finds out by running a sandbox, whole way, here and now; never by looking whether a program is there. */
export async function probe(options: SandboxOptions): Promise<Health> {
  const {uid} = options
  if (!existsSync('/bin/bash')) return unable(problem('bash_missing', {command: installing('bash', uid)}))
  const bwrap = bwrapOf(options, existsSync)
  if (bwrap === undefined) return unable(problem('bwrap_missing', {command: installing('bubblewrap', uid)}))
  const plan = planFor(options, bwrap)
  if ('code' in plan) return unable(plan)
  const complaint = await tried(plan, options)
  if (complaint !== undefined) return unable(causeOf(complaint, uid))

  const may = canScope(uid)
  const scoped = may && (await triedInScope(options, bwrap))
  // Where the user's systemd does not run it may do so soon, and that is looked up each time.
  if (may) keepVerdict(options, scoped)
  return {level: plan.level, limits: scoped ? 'enforced' : 'approximated'}
}

function unable(problem: Problem): Health {
  return {level: undefined, limits: 'approximated', problem}
}

/** Undefined where it went well. */
async function tried(plan: Plan, options: SandboxOptions): Promise<string | undefined> {
  const end = await launch(plan, job(options), options.run, AbortSignal.timeout(10_000), {})
  if ('failed' in end) return end.failed
  return end.code === 0 ? undefined : plainLine(end.stderr) || `status ${end.code}`
}

async function triedInScope(options: SandboxOptions, bwrap: string): Promise<boolean> {
  const plan = planFor(options, bwrap)
  return (
    !('code' in plan) && (await tried(inScope(plan, job(options).limits, options.uid), options)) === undefined
  )
}

function planFor(options: SandboxOptions, bwrap: string): Plan | Problem {
  return confine(job(options), {file: entry, javascript: false}, bwrap, options)
}

const entry = 'probe.sh'

function job({cache}: SandboxOptions): Job {
  makeFolders(`${cache}/probe`)
  const dir = realPath(`${cache}/probe`)
  writeFileSync(`${dir}/${entry}`, '#!/bin/bash\n')
  for (const path of [dir, `${dir}/${entry}`]) chmodSync(path, 0o755)
  return {
    call: `probe-${process.pid}`,
    plugin: 'probe',
    dir,
    entry,
    readOnly: true,
    shipped: true,
    bypass: false,
    env: {},
    stdin: '',
    grants: {read: [], write: [], connect: [], exec: [], sys: []},
    limits: {
      timeoutMs: 10_000,
      graceMs: 0,
      outputBytes: 4096,
      memoryBytes: 256 * 1024 ** 2,
      pids: 32,
      diskBytes: 1024 ** 2,
    },
  }
}
