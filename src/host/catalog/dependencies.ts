import {splitDependency} from '../../manifest/names.ts'
import {satisfies} from '../../manifest/version.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Catalog, Plugin} from '../plugin.ts'

/** Why a plugin cannot run for want of another: one that is missing, not enabled, of another version, or waits for this one. */
export function dependencyProblems(
  catalog: Catalog,
  plugin: Plugin,
  above: readonly string[] = [],
): Problem[] {
  const path = [...above, plugin.name]
  const loaded = plugin.load()
  if ('problem' in loaded) return [loaded.problem]
  return (loaded.manifest.dependencies ?? []).flatMap((text) => {
    const {name, range} = splitDependency(text)
    if (path.includes(name))
      return [problem('dependency_circle', {name: plugin.name, circle: [...path, name].join(' → ')})]
    const found = catalog.plugins.get(name)
    if (found === undefined) return [problem('dependency_missing', {name: plugin.name, dependency: name})]
    if (found.state !== 'enabled')
      return [problem('dependency_not_enabled', {name: plugin.name, dependency: name})]
    if (range !== undefined && !satisfies(found.version, range)) {
      return [
        problem('dependency_version', {name: plugin.name, dependency: name, range, version: found.version}),
      ]
    }
    return dependencyProblems(catalog, found, path)
  })
}
