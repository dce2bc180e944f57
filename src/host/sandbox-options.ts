import type {Paths, Surroundings} from '../config/paths.ts'
import type {SandboxOptions} from '../sandbox/options.ts'

/** How plugins are confined for this user, with Parrot's own folders out of their reach. */
export function sandboxOptions({uid, env}: Pick<Surroundings, 'uid' | 'env'>, paths: Paths): SandboxOptions {
  const {LANG = 'C.UTF-8', TZ} = env
  const {cache, run} = paths
  return {
    uid,
    node: process.execPath,
    cache,
    run,
    own: ownFolders(paths),
    env: {LANG, ...(TZ !== undefined && {TZ})},
  }
}

/** Where Parrot keeps what is its own. */
export function ownFolders({config, data, state, run, cache}: Paths): readonly string[] {
  return [config, data, state, run, cache]
}
