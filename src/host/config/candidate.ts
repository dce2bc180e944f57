import {fromLayers, readLayers, type Loaded, type Part} from '../../config/load.ts'
import {byCommand} from '../../config/mended.ts'
import {readPolicyFiles} from '../../config/policy-files.ts'
import {checkText} from '../../config/read.ts'
import {unconfirmed} from '../../config/unconfirmed.ts'
import {identify} from '../../rbac/identify.ts'
import {compilePolicy, type Policy} from '../../rbac/policy.ts'
import {unrestricted} from '../../rbac/unrestricted.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import {isBound, lentAnew} from './lent.ts'

type Place = Pick<Host, 'around' | 'paths'>

/**
 * What speaks against `text` as the user's configuration: what is wrong in it and, where the world is whole, that roles and users could
 * not be read with it any more, whoever is at this terminal would lose the right to everything, or it names what its author may not open.
 */
export async function objections(
  host: Place,
  work: Pick<Work, 'world' | 'request'>,
  file: string,
  text: string,
): Promise<readonly Problem[]> {
  const {world} = work
  const user = await checkText<Part>(file, text, 'config')
  if (user.problems.length > 0 || world.problems.length > 0) return byCommand(user.problems)
  const layers = await readLayers(host.around, host.paths)
  const [now, loaded] = [await fromLayers(layers), await fromLayers({...layers, user})]
  if ('problems' in loaded) return loaded.problems
  // Before any of it is opened.
  const lent = lentAnew(work, 'problems' in now ? world.config : now.config, loaded.config)
  if (lent.length > 0) return lent
  const compiled = await policyWith(host, loaded)
  if ('problems' in compiled) return compiled.problems
  return losesAdmin(host, world.policy, compiled.policy) ? [problem('config_self', {file})] : []
}

/** What would be wrong still if this were the user's configuration: in other layers, roles and users. */
export async function wrongWith(host: Place, file: string, text: string): Promise<readonly Problem[]> {
  const user = await checkText<Part>(file, text, 'config')
  const loaded = await fromLayers({...(await readLayers(host.around, host.paths)), user})
  const compiled = 'problems' in loaded ? loaded : await policyWith(host, loaded)
  return 'problems' in compiled ? compiled.problems : []
}

async function policyWith({around, paths}: Place, {config}: Extract<Loaded, {config: unknown}>) {
  const {roles, users, problems} = await readPolicyFiles(around, paths, config)
  return problems.length > 0 ? {problems} : compilePolicy(roles, users)
}

/** What speaks against whoever asks letting a change stand that somebody may have made on trial: all that they may not make themselves. */
export async function trialOfOthers(
  host: Pick<Host, 'around' | 'paths'>,
  work: Pick<Work, 'world' | 'request'>,
): Promise<readonly Problem[]> {
  const change = unconfirmed(host.paths, host.around.uid)
  if (change === undefined || !isBound(work)) return []
  const {file, before} = change
  const user = before === null ? {problems: []} : await checkText<Part>(file, before, 'config')
  const layers = await readLayers(host.around, host.paths)
  const [was, now] = [await fromLayers({...layers, user}), await fromLayers(layers)]
  if ('problems' in was) return was.problems
  return 'problems' in now ? now.problems : lentAnew(work, was.config, now.config)
}

/** There would be no way back but by hand. */
function losesAdmin({around}: Pick<Host, 'around'>, before: Policy, after: Policy): boolean {
  const account = {...around, ownsHome: true}
  return unrestricted(before, identify(before, account)) && !unrestricted(after, identify(after, account))
}
