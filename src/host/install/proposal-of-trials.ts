import type {Refused} from '../catalog/lock.ts'
import type {World} from '../world.ts'
import type {Checked} from './check.ts'
import {permissionDigest} from './consent.ts'
import {proposalOf, type Proposal} from './proposal.ts'
import type {Trial} from './trial.ts'

/**
 * What agreeing to run these examples would mean: all that any of them would be given with its own settings. What is configured
 * for the plugin on this machine is nothing to them, as it is nothing to the home that they run in.
 */
export function proposalOfTrials(
  world: World,
  checked: Checked,
  trials: readonly Trial[],
): Proposal | Refused {
  const each = trials.map(({config = {}}) =>
    proposalOf(configured(world, checked.plugin.name, config), checked),
  )
  const refused = each.find((one) => 'problems' in one)
  if (refused !== undefined) return refused
  const [first, ...more] = each.filter((one) => 'name' in one)
  return first === undefined ? proposalOf(world, checked) : more.reduce(together, first)
}

function configured(world: World, name: string, config: Readonly<Record<string, unknown>>): World {
  return {...world, config: {...world.config, plugins: {...world.config.plugins, [name]: config}}}
}

function together(one: Proposal, other: Proposal): Proposal {
  const permissions = [...new Set([...one.permissions, ...other.permissions])]
  const unset = [...one.unset, ...other.unset]
  return {
    ...one,
    permissions,
    words: [...new Set([...one.words, ...other.words])],
    typed: [...new Set([...one.typed, ...other.typed])],
    unset,
    accept: unset.length > 0 ? '' : permissionDigest({...one, permissions}),
  }
}
