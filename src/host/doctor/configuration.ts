import {problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {seen} from '../visible.ts'
import type {Work} from '../walk.ts'
import {check, type Check} from './check.ts'

/** Can all of it be read, and can every plugin that one may see start with its settings? */
export async function configuration(host: Host, {world, request}: Work): Promise<Check[]> {
  const {problems, policy, config, catalog} = world
  if (problems.length > 0) return problems.map((one) => check('configuration', 'fail', one))
  const counts = {roles: policy.roles.size, users: policy.users.size}
  const strange = Object.keys(config.plugins).filter((name) => !catalog.plugins.has(name))
  const unknown = strange.map((name) =>
    check('configuration', 'warn', problem('doctor_config_plugin', {name})),
  )
  const {settingProblems} = await import('../config/setting-problems.ts')
  const {wrong} = await settingProblems(host, {world}, config, undefined, (plugin) =>
    seen(plugin, world, request),
  )
  return [
    check('configuration', 'ok', problem('doctor_policy', counts)),
    ...wrong.map((one) => check('configuration', 'fail', one)),
    ...unknown,
  ]
}
