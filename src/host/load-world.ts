import {defaults, type Config} from '../config/config.ts'
import {loadConfig} from '../config/load.ts'
import {foreignFolder} from '../config/foreign.ts'
import type {Paths, Surroundings} from '../config/paths.ts'
import {readPolicyFiles} from '../config/policy-files.ts'
import {compilePolicy, type Policy} from '../rbac/policy.ts'
import type {Problem} from '../text/problem.ts'
import {discover} from './catalog/discover.ts'
import {placesOf} from './catalog/places.ts'
import {unmadeFolder} from './unmade.ts'
import type {World} from './world.ts'

/** Nobody may do anything. */
const closed: Policy = {roles: new Map(), users: new Map()}

const nothing = {
  policy: closed,
  config: defaults,
  catalog: {plugins: new Map(), commands: new Map(), problems: []},
}

/** With what was left out or ignored on the way. */
export type LoadedWorld = World & {readonly warnings: readonly Problem[]}

/** The world as its files have it now. One with `problems` is closed: its policy allows nothing. */
export async function loadWorld(
  around: Surroundings,
  paths: Paths,
  operations: World['operations'],
): Promise<LoadedWorld> {
  const unusable = foreignFolder(paths, around.uid) ?? unmadeFolder(paths)
  if (unusable !== undefined) return {...nothing, operations, paths, problems: [unusable], warnings: []}
  const loaded = await loadConfig(around, paths)
  const config = 'config' in loaded ? loaded.config : defaults
  const policy = 'config' in loaded ? await loadPolicy(around, paths, config) : {problems: loaded.problems}
  const catalog = await discover(placesOf(around, paths))
  const warnings = 'config' in loaded ? loaded.warnings : []
  const rest = {catalog, config, operations, paths, warnings}
  return 'policy' in policy
    ? {...rest, policy: policy.policy, problems: []}
    : {...rest, policy: closed, problems: policy.problems}
}

async function loadPolicy(around: Surroundings, paths: Paths, config: Config) {
  const {roles, users, problems} = await readPolicyFiles(around, paths, config)
  return problems.length > 0 ? {problems} : compilePolicy(roles, users)
}
