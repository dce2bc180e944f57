import type {Problem} from '../../text/problem.ts'
import {readSealed} from '../catalog/lock.ts'
import {changedFiles} from '../catalog/changed-files.ts'
import {placesOf} from '../catalog/places.ts'
import {stateNow} from '../catalog/verify-tree.ts'
import {noPlugin} from '../no-plugin.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'
import type {Work} from '../walk.ts'
import type {Plugin} from '../plugin.ts'

/** Are the files of every plugin that may run the approved ones, and the lock as Parrot wrote it? A difference is a finding, file by file where that is known. */
export const pluginVerify: Operation = {
  tool: 'plugin_verify',
  permissions: ['plugin:approve'],
  changes: false,
  input: {
    type: 'object',
    properties: {name: {type: 'string', description: 'Only this plugin'}},
    additionalProperties: false,
  },
  run: async (host, work) => {
    const {name} = work.values as {readonly name?: string}
    const plugins = [...work.world.catalog.plugins.values()].filter(
      (plugin) => name === undefined || plugin.name === name,
    )
    if (name !== undefined && plugins.length === 0) return wrong(noPlugin(work, name))
    const checked = await Promise.all(plugins.map((plugin) => look(host, work, plugin)))
    const {problem: unsealed} = readSealed(placesOf(host.around, host.paths))
    const problems: Problem[] = unsealed === undefined ? [] : [unsealed]
    const bad = problems.length > 0 || checked.some(({state}) => state === 'modified')
    return {
      ...done({plugins: checked, sealed: unsealed === undefined}),
      problems,
      outcome: bad ? 'findings' : 'ok',
    }
  },
}

async function look(host: Host, {request, above}: Work, plugin: Plugin) {
  const {name, version, entry} = plugin
  const places = placesOf(host.around, host.paths)
  const state = await stateNow(plugin, places, 'every byte')
  const named = state === 'modified' && request.door === 'terminal' && above === undefined
  return {
    name,
    version,
    state,
    digest: plugin.approved ?? null,
    key: entry?.approved?.key ?? null,
    waiting: entry?.waiting?.version ?? null,
    ...(named && filesIn(await changedFiles(plugin, places))),
  }
}

/** A stranger's names: for people at a terminal, not for agents or a workflow that passes them on. Why they are not known is in the result and so on no record, for it names one. */
function filesIn(files: Awaited<ReturnType<typeof changedFiles>>) {
  if (!('unknown' in files)) return {files}
  return {files: null, ...(files.problem && {problem: files.problem})}
}
