import {join} from 'node:path'

/** Where things live. All absolute; none of them is created here. */
export type Paths = {
  readonly config: string
  readonly data: string
  readonly state: string
  readonly run: string
  readonly cache: string
  readonly system: string
  readonly plugins: {readonly shipped: string; readonly user: string; readonly system: string}
}

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly uid: number
  readonly username: string
  /** What gave `PARROT_PROFILE` in `env`, where the environment did not. */
  readonly profileBy?: '--profile'
  readonly home: string
  readonly cwd: string
  /** Where Parrot itself is installed: the folder that holds plugins/ and manifests/. */
  readonly root: string
  readonly version: string
}

type Where = Pick<Surroundings, 'env' | 'home' | 'root'> & Partial<Pick<Surroundings, 'uid'>>
type Own = {readonly uid: number | undefined; readonly state: string}

export type Kind = 'config' | 'data' | 'state' | 'cache'

/** Where each lies without PARROT_HOME: where the variable says, else below HOME. */
export const places: Readonly<Record<Kind, {readonly variable: string; readonly usual: string}>> = {
  config: {variable: 'XDG_CONFIG_HOME', usual: '.config'},
  data: {variable: 'XDG_DATA_HOME', usual: '.local/share'},
  state: {variable: 'XDG_STATE_HOME', usual: '.local/state'},
  cache: {variable: 'XDG_CACHE_HOME', usual: '.cache'},
}

/** The XDG folders, or everything under `PARROT_HOME`. A value that is not an absolute path is as good as absent, as XDG asks. */
export function pathsFor({env, home, root, uid}: Where): Paths {
  const own = absolute(env['PARROT_HOME'])
  const place = (kind: Kind) => {
    const {variable, usual} = places[kind]
    return own === undefined ? join(absolute(env[variable]) ?? join(home, usual), 'parrot') : join(own, kind)
  }
  const [data, state] = [place('data'), place('state')]
  const system = '/etc/parrot'
  return {
    config: place('config'),
    data,
    state,
    run: runFolder(own, absolute(env['XDG_RUNTIME_DIR']), {uid, state}),
    cache: place('cache'),
    system,
    plugins: {shipped: join(root, 'plugins'), user: join(data, 'plugins'), system: '/var/lib/parrot/plugins'},
  }
}

/** Root's services have no XDG_RUNTIME_DIR, and /run is theirs. */
function runFolder(own: string | undefined, runtime: string | undefined, {uid, state}: Own): string {
  if (own !== undefined) return join(state, 'run')
  if (runtime !== undefined) return join(runtime, 'parrot-mcp')
  return uid === 0 ? '/run/parrot-mcp' : join(state, 'run')
}

function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') ? path : undefined
}
