import {boundWhere} from '../rbac/bind.ts'
import {sees} from '../rbac/authorise.ts'
import type {Verdict} from '../rbac/decision.ts'
import {unrestricted} from '../rbac/unrestricted.ts'
import type {Values} from './admit.ts'
import type {Plugin} from './plugin.ts'
import type {Request} from './request.ts'
import {offered} from './target.ts'
import {verdictOn, wantedBy, type Asked} from './wanted.ts'
import {whileBroken} from './while-broken.ts'
import type {World} from './world.ts'

export type Asking = Pick<Request, 'by' | 'door'>

/** May they know that this tool is there? Judged by what is listed of it: enough to be seen, never to be run. */
export function visible(world: World, asking: Asking, tool: string): boolean {
  const asked = listed(world, tool)
  if (asked === undefined || !offered(asked, asking.door)) return false
  if (whileBroken(world, asking, tool) !== undefined) return true
  if (asked.operation?.permissions.length === 0 || unrestricted(world.policy, asking.by)) return true
  const {wanted} = wantedBy(asked, world, {unsandboxed: false})
  return sees(world.policy, asking.by, wanted, asking.door)
}

/** May they know of the plugin? To those who may not, it is not there. */
export function seen({state, commands}: Plugin, world: World, asking: Asking): boolean {
  return state === 'enabled' && commands.some(({tool}) => visible(world, asking, tool))
}

/** May they run it, as far as can be told from what is known of its input? Nobody may run what is not there. */
export function mayRun(world: World, asking: Asking, tool: string, input: Values = {}): Verdict {
  const asked = listed(world, tool)
  if (asked === undefined) {
    const because = {effect: 'deny', permission: `plugin:run:${tool}`} as const
    return {effect: 'deny', because, decisions: [because]}
  }
  const {wanted} = wantedBy(asked, world, {unsandboxed: false})
  const exact = {...wanted, permissions: boundWhere(wanted.permissions, input)}
  return verdictOn(asked, exact, world, asking)
}

function listed({catalog, operations}: World, tool: string): Asked | undefined {
  const operation = operations.get(tool)
  if (operation !== undefined) return {tool, operation}
  const found = catalog.commands.get(tool)
  return found && {tool, ...found}
}
