import {join} from 'node:path'
import {openParrot} from '../app.ts'
import {pathsFor, type Surroundings} from '../config/paths.ts'
import type {Answer} from '../host/answer.ts'
import {placesOf} from '../host/catalog/places.ts'
import {readSealed} from '../host/catalog/lock.ts'
import {notConsented} from '../host/consented.ts'
import {loadWorld} from '../host/load-world.ts'
import {operations} from '../host/operations.ts'
import type {Request} from '../host/request.ts'
import type {RootAsk} from '../host/root/messages.ts'
import {meantBy} from '../host/root/meant.ts'
import {find} from '../host/target.ts'
import {wantedBy} from '../host/wanted.ts'
import {problem, says} from '../text/problem.ts'
import {roundOf} from './round.ts'
import {spend} from './spent.ts'

/**
 * Has a Parrot in root's own home call it: decided, held against the lock and the manifest, recorded and confined there like any call,
 * whatever the server said of it. All is read anew for each job. What is refused before that is told on stderr. Rejects for nothing that was asked.
 */
export async function runJob(
  ask: RootAsk,
  {around, uid}: {readonly around: Surroundings; readonly uid: number},
  ways: Pick<Request, 'signal' | 'watch'>,
): Promise<Answer> {
  const refused = await unallowed(around, ask)
  if (refused !== undefined) return told(refused)
  const {tool, input, dryRun, call} = ask
  const round = roundOf(placesOf(around, pathsFor(around)).key, ask)
  if (round === undefined)
    return told({outcome: 'invalid_input', problems: [problem('root_unasked', {tool})]})
  const {talk, close, answers: id} = round
  const parrot = await openParrot(around)
  try {
    const {
      decision: _decision,
      call: _call,
      tool: _tool,
      ms: _ms,
      ...answer
    } = await parrot.call({
      tool,
      // May do all that root has enabled; it never comes here with anything else (unallowed), nor past root's own rules.
      by: {name: `server of this machine, call ${call}`, roles: ['admin'], evidence: `uid ${uid}`},
      // The door that offers least, and counts.
      door: 'mcp',
      // Read once nothing speaks against it, so what is refused before that can be answered later; and spent as it is read, not once its
      // decision is on the disk: no way to a start then goes round it. Killed between both, the answer is lost and has to be given again.
      input: async () =>
        id === undefined || spend(spentIn(around), id)
          ? {values: input}
          : {problems: [problem('root_answered', {tool})]},
      dryRun,
      unsandboxed: false,
      // It may wait here too, for a lock, while root allows something else.
      against: () => unallowed(around, ask),
      talk,
      ...ways,
    })
    return close(answer)
  } finally {
    await parrot.close()
  }
}

const spentIn = (around: Surroundings) => join(pathsFor(around).state, 'answered-as-root')

function told(refused: Answer): Answer {
  process.stderr.write(`refused: ${refused.problems.map(says).join(' ')}\n`)
  return refused
}

/** What speaks against it before it is anything to record: it is no program of a plugin that root allowed as it is, for what it is now. */
async function unallowed(around: Surroundings, ask: RootAsk): Promise<Answer | undefined> {
  const {plugin: name, digest, tool} = ask
  const paths = pathsFor(around)
  const world = await loadWorld(around, paths, operations)
  if (world.problems.length > 0) return {outcome: 'broken', problems: world.problems}
  const {lock, problem: unsealed} = readSealed(placesOf(around, paths))
  if (unsealed !== undefined) return {outcome: 'tampered', problems: [unsealed]}
  const approved = lock.get(name)?.approved
  const no: Answer = {outcome: 'needs_approval', problems: [problem('root_not_allowed', {plugin: name})]}
  if (approved === undefined || approved.digest !== digest) return no
  const target = find(world, tool)
  if (target === undefined || 'problem' in target || target.operation !== undefined) return no
  const {plugin, command} = target
  if (plugin.name !== name || plugin.approved !== digest || typeof command.entrypoint !== 'string') return no
  const {wanted} = wantedBy(target, world, {unsandboxed: false})
  if (notConsented(approved.permissions, wanted).length > 0) return no
  if (meantBy(target, world) === ask.meant) return undefined
  return {outcome: 'needs_approval', problems: [problem('root_differs', {tool, plugin: name})]}
}
