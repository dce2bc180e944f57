import {splitDependency} from '../../manifest/names.ts'
import type {Catalog} from '../plugin.ts'

/** The enabled plugins that name this one among their dependencies. */
export function dependants({plugins}: Catalog, name: string): string[] {
  const enabled = [...plugins.values()].filter(({state}) => state === 'enabled')
  return enabled.flatMap((plugin) => {
    const loaded = plugin.load()
    const needed = 'manifest' in loaded ? (loaded.manifest.dependencies ?? []) : []
    return needed.some((text) => splitDependency(text).name === name) ? [plugin.name] : []
  })
}
