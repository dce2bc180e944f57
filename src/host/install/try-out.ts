import {mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {makeFolders} from '../../events/make-folders.ts'
import {problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Refused} from '../catalog/lock.ts'
import type {Host} from '../operation.ts'
import type {Parrot} from '../parrot.ts'
import type {CallResult} from '../request.ts'
import type {Checked} from './check.ts'
import {copyFolder} from './copy-folder.ts'
import {goesBeyond} from './difference.ts'
import {judged} from './judged.ts'
import type {Proposal} from './proposal.ts'
import type {Trial, Tried} from './trial.ts'

/** What is tried, and what somebody agreed to for it. */
type Agreed = Pick<Checked, 'plugin' | 'release'> & {readonly proposal: Proposal}

/**
 * Runs a plugin's examples through a whole Parrot in a home of its own: decided, sandboxed and recorded like any call, and gone
 * afterwards whatever happens. None is given more than was agreed to.
 */
export async function tryOut(
  host: Host,
  work: Work,
  agreed: Agreed,
  trials: readonly Trial[],
): Promise<readonly Tried[] | Refused> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-test-'))
  try {
    const copied = await copyInto(home, agreed.plugin, work)
    if ('problems' in copied) return copied
    const tried: Tried[] = []
    for (const trial of trials) {
      if (work.request.signal.aborted) break
      tried.push(await inScratch(host, home, agreed, trial, work))
    }
    return tried
  } finally {
    rmSync(home, {recursive: true, force: true})
  }
}

async function copyInto(home: string, {dir, name}: Agreed['plugin'], {request, world}: Work) {
  const staging = join(home, 'data/plugins')
  makeFolders(staging)
  const {entries, bytes} = world.config.install
  const limits = {env: {}, root: '', registry: undefined, entries, bytes, signal: request.signal}
  const copied = await copyFolder({kind: 'folder', path: dir, text: dir}, {...limits, staging})
  if ('dir' in copied) renameSync(copied.dir, join(staging, name))
  return copied
}

async function inScratch(
  {around, scratch}: Host,
  home: string,
  agreed: Agreed,
  trial: Trial,
  work: Work,
): Promise<Tried> {
  const {name} = agreed.plugin
  makeFolders(join(home, 'config'))
  const config = JSON.stringify({plugins: {[name]: trial.config ?? {}}})
  writeFileSync(join(home, 'config/config.json'), config, {mode: 0o600})
  const {PATH, LANG = 'C.UTF-8'} = around.env
  const env = {PATH, LANG, PARROT_HOME: home}
  const open = () => scratch({...around, env, home, cwd: home})
  const approver = await open()
  const approved = await approve(approver, home, agreed, work)
  await approver.close()
  if (approved.outcome !== 'ok') return judged(trial, approved)
  const parrot = await open()
  try {
    return judged(trial, await ask(parrot, trial, work))
  } finally {
    await parrot.close()
  }
}

/** The folder may have changed since somebody agreed, and its settings may lead further than they did. */
async function approve(
  parrot: Parrot,
  home: string,
  {plugin: {name}, release, proposal: {permissions, calls}}: Agreed,
  work: Work,
): Promise<CallResult> {
  const proposed = await ask(parrot, {tool: 'plugin_propose', input: {values: {name}}}, work)
  if (proposed.outcome !== 'ok') return proposed
  const {accept, digest, ...asked} = proposed.output as Proposal
  const given = asked.permissions.filter(
    (text) => !/^fs:(?:read|write):/.test(text) || !text.includes(`:${home}/`),
  )
  const more = goesBeyond({permissions, calls}, {...asked, permissions: given})
  if (digest !== release.digest || more.length > 0)
    return {...proposed, outcome: 'tampered', problems: [problem('plugin_changed', {dir: name})]}
  return ask(parrot, {tool: 'plugin_approve', input: {values: {name, accept, digest}}}, work)
}

function ask(
  parrot: Parrot,
  {tool, input, dryRun = false}: Pick<Trial, 'tool' | 'input' | 'dryRun'>,
  {request}: Work,
): Promise<CallResult> {
  const read = 'values' in input ? input : {problems: [problem('example_words')]}
  const {signal, watch} = request
  return parrot.call({
    tool,
    by: parrot.operator,
    door: 'terminal',
    input: async () => read,
    dryRun,
    unsandboxed: false,
    signal,
    watch,
  })
}
