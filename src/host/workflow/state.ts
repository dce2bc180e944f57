import {readdirSync, readFileSync, rmSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {alone, replaceFile} from '../../config/update-file.ts'
import type {Paths} from '../../config/paths.ts'
import {asIdentity, isDead, type ProcessIdentity} from '../../events/liveness.ts'
import type {Outcome} from '../../outcomes.ts'
import type {StepResult} from './step-result.ts'

/** How far a run has come. The step after the last one that is `done` is the one that was running. */
export type RunState = {
  /** The call that began it. */
  readonly run: string
  readonly tool: string
  /** SHA-256 over its steps: a run goes on with the steps that it began with, or not at all. */
  readonly plan: string
  readonly who: string
  readonly startedAt: string
  /** Who carries it on now, and the call that does. */
  readonly process: ProcessIdentity
  readonly under: {readonly call: string; readonly root: string}
  readonly done: readonly StepResult[]
  /** Where it ended, and not well. */
  readonly ended?: Outcome
}

/** Does nobody carry it on any more? */
export function isLeft({ended, process}: RunState): boolean {
  return ended !== undefined || isDead(process)
}

/** Runs `work` while no other process begins, resumes or sets aside a run of this workflow. */
export async function aloneWith<T>(paths: Paths, tool: string, work: () => Promise<T>): Promise<T> {
  return alone(join(folderOf(paths), tool), work)
}

/** The runs of a workflow that have not ended well, the newest first. A file that is none is nobody's run. */
export function runsOf(paths: Paths, tool: string): RunState[] {
  const folder = folderOf(paths)
  const files = listed(folder).filter((file) => file.startsWith(`${tool}.`) && file.endsWith('.json'))
  const states = files.flatMap((file) => read(join(folder, file)) ?? [])
  return states.sort((a, b) => b.startedAt.localeCompare(a.startedAt))
}

/** Durable when it returns: the whole new state, whatever happens meanwhile the old one. */
export function keep(paths: Paths, state: RunState): void {
  replaceFile(fileOf(paths, state), JSON.stringify(state))
}

export function forget(paths: Paths, state: RunState): void {
  const file = fileOf(paths, state)
  rmSync(join(dirname(file), `.${basename(file)}.new`), {force: true})
  rmSync(file, {force: true})
}

const folderOf = ({state}: Paths) => join(state, 'workflows')

/** A tool's name has no dot in it, so no run of another workflow begins with `<tool>.` */
const fileOf = (paths: Paths, {tool, run}: RunState) => join(folderOf(paths), `${tool}.${run}.json`)

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): RunState | undefined {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as RunState
    const process = asIdentity(state.process)
    const own = basename(file) === `${state.tool}.${state.run}.json`
    const whole =
      Array.isArray(state.done) && typeof state.startedAt === 'string' && typeof state.under.call === 'string'
    return own && whole && process !== undefined ? {...state, process} : undefined
  } catch {
    return undefined
  }
}
