import type {Config} from '../config/config.ts'
import type {Permission} from '../rbac/claim.ts'
import {widened} from '../rbac/consent.ts'
import {isResource, readPermission} from '../rbac/permission.ts'
import type {Problem} from '../text/problem.ts'
import type {Plugin} from './plugin.ts'
import {wantedBy} from './wanted.ts'
import type {World} from './world.ts'

/** The resources that a plugin somebody approved would be given with this configuration and nobody agreed to; none for a shipped one. */
export function unapproved(world: World, plugin: Plugin, config: Config): readonly Permission[] {
  const texts = plugin.entry?.approved?.permissions
  if (texts === undefined) return []
  const approved = texts.map(readPermission).filter((read) => 'claim' in read)
  const {permissions} = resources({...world, config}, plugin)
  return widened(approved, permissions)
}

/** Why nothing of it could start with `value` for its `key`: a path that is closed to every plugin, or none at all. */
export function closedBy(world: World, plugin: Plugin, key: string, value: unknown): readonly Problem[] {
  const {name} = plugin
  const {plugins} = world.config
  const own = Object.hasOwn(plugins, name) ? plugins[name] : {}
  const config = {...world.config, plugins: {...plugins, [name]: {...own, [key]: value}}}
  const {problems} = resources({...world, config}, plugin)
  const unset = new Set(['path_value', 'host_value'])
  return problems.filter(({code, params}) => !unset.has(code) || params['key'] === key)
}

function resources(world: World, plugin: Plugin) {
  const asked = plugin.commands.map((command) =>
    wantedBy({tool: command.tool, plugin, command}, world, {unsandboxed: false}),
  )
  return {
    permissions: asked.flatMap(({wanted}) => wanted.permissions.filter(isResource)),
    problems: asked.flatMap(({problems}) => problems),
  }
}
