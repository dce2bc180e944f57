import type {Config} from '../config/config.ts'
import type {Paths} from '../config/paths.ts'
import type {Policy} from '../rbac/policy.ts'
import type {Problem} from '../text/problem.ts'
import type {Operation} from './operation.ts'
import type {Catalog} from './plugin.ts'

/** Policy, plugins and configuration as one call sees them. Never changed: a reload makes another. */
export type World = {
  readonly policy: Policy
  readonly catalog: Catalog
  /** What Parrot does itself, by tool name. No plugin can take such a name: the first words are reserved. */
  readonly operations: ReadonlyMap<string, Operation>
  readonly config: Config
  readonly paths: Paths
  /** Why nothing may run: a configuration, roles or users file that is wrong. Empty when all is well. */
  readonly problems: readonly Problem[]
}
