import type {Verdict} from '../rbac/decision.ts'
import type {Request} from './request.ts'
import type {World} from './world.ts'

/** What one wants most while the files are wrong: how the server is, what it says of them, and its end; and what there is to go back to. */
const wanted: ReadonlySet<string> = new Set(['server_status', 'server_logs', 'server_stop', 'config_history'])

/**
 * While no role can be known because the configuration is broken, whoever is at this terminal may still do this much, and nothing else:
 * it is what the system lets them do by hand, with the log, the history, the control socket and the process of their own uid. Undefined for all else,
 * and while all is well, when roles decide.
 */
export function whileBroken(
  {problems, catalog, operations}: Pick<World, 'problems' | 'catalog' | 'operations'>,
  {by, door}: Pick<Request, 'by' | 'door'>,
  tool: string,
): Verdict | undefined {
  const {plugin, command} = catalog.commands.get(tool) ?? {}
  const own = operations.get(tool)
  const person = door === 'terminal' && by.owner === undefined
  const ours = own !== undefined || plugin?.origin === 'shipped'
  if (problems.length === 0 || !wanted.has(tool) || !person || !ours) return undefined
  const because = {effect: 'allow', permission: (own ?? command)?.permissions[0] ?? tool} as const
  return {effect: 'allow', because, decisions: [because]}
}
