import {mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Outcome} from '../../outcomes.ts'
import {problem} from '../../text/problem.ts'
import type {Work} from '../call.ts'
import type {Refused} from '../catalog/lock.ts'
import type {Host} from '../operation.ts'
import type {Parrot} from '../parrot.ts'
import type {CallResult} from '../request.ts'
import type {Checked} from './check.ts'
import {copyFolder} from './copy-folder.ts'
import type {Proposal} from './proposal.ts'

/** One example of a manifest, with what its words mean. */
export type Trial = {
  readonly run: string
  readonly tool: string
  readonly input: {readonly values: Readonly<Record<string, unknown>>} | {readonly problems: readonly []}
  readonly outcome?: Outcome
  readonly says?: string
  readonly config?: Readonly<Record<string, unknown>>
}

export type Tried = {
  readonly run: string
  readonly passed: boolean
  readonly outcome: Outcome
  readonly level: string | null
  /** What differed; empty where nothing did. */
  readonly differs: readonly string[]
  readonly ms: number
}

/**
 * Runs a plugin's examples through a whole Parrot in a home of its own: decided, sandboxed and recorded like any call, and gone
 * afterwards whatever happens.
 */
export async function tryOut(
  host: Host,
  work: Work,
  {plugin}: Checked,
  trials: readonly Trial[],
): Promise<readonly Tried[] | Refused> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-test-'))
  try {
    const copied = await copyInto(home, plugin.dir, plugin.name, work)
    if ('problems' in copied) return copied
    const tried: Tried[] = []
    for (const trial of trials) {
      if (work.request.signal.aborted) break
      tried.push(await inScratch(host, home, plugin.name, trial, work))
    }
    return tried
  } finally {
    rmSync(home, {recursive: true, force: true})
  }
}

async function copyInto(home: string, dir: string, name: string, {request, world}: Work) {
  const staging = join(home, 'data/plugins')
  mkdirSync(staging, {recursive: true, mode: 0o700})
  const {entries, bytes} = world.config.install
  const limits = {env: {}, root: '', registry: undefined, entries, bytes, signal: request.signal}
  const copied = await copyFolder({kind: 'folder', path: dir, text: dir}, {...limits, staging})
  if ('dir' in copied) renameSync(copied.dir, join(staging, name))
  return copied
}

async function inScratch(
  {around, scratch}: Host,
  home: string,
  name: string,
  trial: Trial,
  work: Work,
): Promise<Tried> {
  mkdirSync(join(home, 'config'), {recursive: true, mode: 0o700})
  const config = JSON.stringify({plugins: {[name]: trial.config ?? {}}})
  writeFileSync(join(home, 'config/config.json'), config, {mode: 0o600})
  const {PATH, LANG = 'C.UTF-8'} = around.env
  const env = {PATH, LANG, PARROT_HOME: home}
  const open = () => scratch({...around, env, home, cwd: home})
  const approver = await open()
  const approved = await approve(approver, name, work)
  await approver.close()
  if (approved.outcome !== 'ok') return judged(trial, approved)
  const parrot = await open()
  try {
    return judged(trial, await ask(parrot, trial.tool, trial.input, work))
  } finally {
    await parrot.close()
  }
}

async function approve(parrot: Parrot, name: string, work: Work): Promise<CallResult> {
  const proposed = await ask(parrot, 'plugin_propose', {values: {name}}, work)
  if (proposed.outcome !== 'ok') return proposed
  const {accept, digest} = proposed.output as Proposal
  return ask(parrot, 'plugin_approve', {values: {name, accept, digest}}, work)
}

function ask(parrot: Parrot, tool: string, input: Trial['input'], {request}: Work): Promise<CallResult> {
  const read = 'values' in input ? input : {problems: [problem('example_words')]}
  const {signal, watch} = request
  return parrot.call({
    tool,
    by: parrot.operator,
    door: 'terminal',
    input: async () => read,
    dryRun: false,
    unsandboxed: false,
    signal,
    watch,
  })
}

function judged({run, outcome: wanted, says: text}: Trial, result: CallResult): Tried {
  const {outcome, output, log = '', problems, level = null, ms} = result
  const shown = `${typeof output === 'string' ? output : JSON.stringify(output ?? '', undefined, 1)}\n${log}`
  const ended = wanted === undefined ? outcome === 'ok' || outcome === 'findings' : outcome === wanted
  const first = problems[0]
  const why = first === undefined ? '' : ` (${first.code}: ${Object.values(first.params).join(', ')})`
  const differs = [
    ...(ended ? [] : [`ended as ${outcome}, wanted ${wanted ?? 'ok'}${why}`]),
    ...(text === undefined || shown.includes(text)
      ? []
      : [`does not say "${text}"; it says: ${shown.trim().slice(0, 300)}`]),
  ]
  return {run, passed: differs.length === 0, outcome, level, differs, ms}
}
