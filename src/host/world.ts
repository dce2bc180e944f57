import type {Config} from '../config/config.ts'
import type {Paths} from '../config/paths.ts'
import type {Policy} from '../rbac/policy.ts'
import type {Problem} from '../text/problem.ts'
import type {Catalog} from './plugin.ts'

/** Policy, plugins and configuration as one call sees them. Never changed: a reload makes another. */
export type World = {
  readonly policy: Policy
  readonly catalog: Catalog
  readonly config: Config
  readonly paths: Paths
  /** Why nothing may run: a configuration, roles or users file that is wrong. Empty when all is well. */
  readonly problems: readonly Problem[]
}
