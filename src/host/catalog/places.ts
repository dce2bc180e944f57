import {join} from 'node:path'
import type {Paths, Surroundings} from '../../config/paths.ts'
import type {Places} from './discover.ts'
import {readShipped} from './shipped.ts'

/** Where plugins, their lock and what is known of the shipped ones are kept. */
export function placesOf({root, uid, version}: Surroundings, {plugins, config, data, cache}: Paths): Places {
  return {
    folders: plugins,
    digests: readShipped(join(root, 'dist/shipped.json')),
    lock: join(config, 'plugins.lock.json'),
    key: join(config, 'host.key'),
    store: join(data, 'installed'),
    data: join(data, 'plugin-data'),
    cache,
    uid,
    version,
    platform: process.platform,
  }
}
