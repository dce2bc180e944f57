import {pathsFor, type Surroundings} from '../config/paths.ts'
import {updateLock} from '../host/catalog/lock.ts'
import {placesOf} from '../host/catalog/places.ts'
import {verifyTree} from '../host/catalog/verify-tree.ts'
import {askedOf} from '../host/install/asked.ts'
import type {Proposal} from '../host/install/proposal.ts'
import {openHostJournal} from '../host/journal.ts'
import type {LoadedWorld} from '../host/load-world.ts'
import type {Plugin} from '../host/plugin.ts'
import {wantedBy} from '../host/wanted.ts'
import {asks, consent} from '../terminal/consent.ts'
import {lookOf} from '../terminal/door.ts'
import {problem, type Problem} from '../text/problem.ts'
import {line} from '../text/reader.ts'

type Ended = {readonly problems: readonly Problem[]} | undefined

/** Agrees to a plugin that came with Parrot: these files, for exactly what it asks for with root's settings. On record before it holds. */
export async function allowShipped(
  around: Surroundings,
  world: LoadedWorld,
  plugin: Plugin,
  accept: string | undefined,
): Promise<Ended> {
  const {name, version, approved: digest} = plugin
  const places = placesOf(around, pathsFor(around))
  const asked = askedOf(world, withoutUnset(world, plugin))
  if ('problems' in asked) return asked
  if (asked.unset.length > 0) return {problems: asked.unset}
  if (digest === undefined || !(await verifyTree(plugin, places)))
    return {problems: [problem('plugin_tampered', {name})]}
  const proposal: Proposal = {
    ...asked,
    version,
    description: plugin.description,
    source: `parrot-mcp ${around.version}`,
    digest,
    signature: 'unsigned',
    adds: [],
    drops: [],
  }
  const wrong = await agreed(proposal, accept)
  if (wrong !== undefined) return {problems: [wrong]}
  const {permissions, calls} = asked
  await recorded(around, world, {plugin: name, version, digest, permissions, calls})
  const approved = {digest, version, permissions, calls, approver: 'root', time: new Date().toISOString()}
  const problems = await updateLock(places, name, () => ({enabled: true, approved}))
  if (problems.length > 0) return {problems}
  return void process.stdout.write(`${line('root_allowed', {name})}\n`)
}

/** What is not set up for a command of it keeps that one from being agreed to, and no other; all where none is set up. */
function withoutUnset(world: LoadedWorld, plugin: Plugin): Plugin {
  const ready = plugin.commands.filter(
    (command) =>
      wantedBy({tool: command.tool, plugin, command}, world, {unsandboxed: false}).problems.length === 0,
  )
  return ready.length === 0 ? plugin : {...plugin, commands: ready}
}

async function agreed(proposal: Proposal, accept: string | undefined): Promise<Problem | undefined> {
  const {name, accept: right} = proposal
  if (accept !== undefined)
    return accept === right ? undefined : problem('accept_wrong', {name, accept: right})
  const door = {
    err: lookOf(() => process.stderr, process.env),
    interactive: () => process.stdin.isTTY && process.stderr.isTTY,
    keyboard: () => process.stdin,
  }
  if (!door.interactive()) door.err.write(`${asks(proposal, door.err)}\n`)
  else if (await consent(proposal, door)) return undefined
  return problem('root_not_agreed', {name, accept: right})
}

async function recorded(around: Surroundings, world: LoadedWorld, about: Readonly<Record<string, unknown>>) {
  const journal = await openHostJournal(pathsFor(around), world.config, around.uid, [])
  try {
    const payload = {...about, who: around.username, door: 'terminal'}
    const correlation_id = process.getBuiltinModule('node:crypto').randomUUID()
    await journal.append({event_type: 'PLUGIN_APPROVED', payload, source: 'terminal', correlation_id})
  } finally {
    journal.close()
  }
}
