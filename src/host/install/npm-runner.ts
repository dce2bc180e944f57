import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {problem, type Problem} from '../../text/problem.ts'
import type {Fetching} from './fetch.ts'
import {npmProblem} from './npm-problem.ts'
import {watchSize, type Most} from './watch-size.ts'

/**
 * @oclif/plugin-plugins spawns the npm that it pins, with all of its process's environment and no way to stop it. So it runs in a
 * process of its own, in a group that can be ended, and is handed an environment of our making. Its stdin is a lifeline: when
 * Parrot is gone, however that came, so is the group.
 */
const script = `
const [url, registry, ...args] = process.argv.slice(1)
const {NPM} = await import(url)
process.stdin.once('end', () => process.kill(-process.pid, 'SIGKILL')).resume().unref()
const npm = new NPM({config: {npmRegistry: registry || undefined}, logLevel: 'error'})
try {
  await npm.exec(args, {cwd: process.cwd(), logLevel: 'error'})
} catch {
  process.exitCode = 1
}`

/**
 * Runs npm with these words in `cwd`, with the user's npmrc and nothing of what an outer npm left in the environment. Returns what
 * went wrong, for somebody who wants `spec`.
 */
export async function npm(
  args: readonly string[],
  cwd: string,
  spec: string,
  fetching: Fetching,
): Promise<Problem | undefined> {
  const {env, root, registry = '', signal, staging, patienceMs = 20_000} = fetching
  const wrong = registryProblem(registry)
  if (wrong !== undefined) return wrong
  const {execa} = await import('execa')
  const bounds = [`--fetch-timeout=${patienceMs}`, '--fetch-retries=1', '--fetch-retry-mintimeout=500']
  const cache = `--cache=${join(staging, 'npm-cache')}`
  const words = [
    '--input-type=module',
    '-e',
    script,
    runnerOf(root),
    registry,
    ...args,
    ...bounds,
    ...quiet,
    cache,
  ]
  const child = execa(process.execPath, words, {
    cwd,
    env: {...passed(env), npm_config_loglevel: 'error'},
    extendEnv: false,
    detached: true,
    reject: false,
    stdin: 'pipe',
    maxBuffer: 4 * 1024 * 1024,
  })
  const stop = () => child.pid !== undefined && end(child.pid)
  let full = false
  const unwatch = watchSize(staging, inAll(fetching), () => {
    full = true
    stop()
  })
  signal.addEventListener('abort', stop, {once: true})
  if (signal.aborted) stop()
  try {
    const {exitCode, stdout, stderr} = await child
    signal.throwIfAborted()
    if (full) return problem('npm_large', {spec, entries: fetching.entries, bytes: fetching.bytes})
    return exitCode === 0 ? undefined : npmProblem(`${stdout}\n${stderr}`, spec)
  } finally {
    unwatch()
    signal.removeEventListener('abort', stop)
  }
}

/** What was fetched, what of it was unpacked, and npm's own copy, which goes with the rest of the staging folder. */
function inAll({entries, bytes}: Fetching): Most {
  return {entries: 3 * entries, bytes: 3 * bytes}
}

/** Its words stand in the list of processes, and a password would with them. */
function registryProblem(registry: string): Problem | undefined {
  if (registry === '') return undefined
  const {protocol, username, password} = URL.parse(registry) ?? {protocol: ''}
  if (!/^https?:$/.test(protocol) || /[\s\p{Cc}]/u.test(registry))
    return problem('registry_wrong', {registry})
  return username || password ? problem('registry_secret') : undefined
}

const quiet = [
  '--ignore-scripts',
  '--no-audit',
  '--no-update-notifier',
  '--allow-git=none',
  '--foreground-scripts=false',
]

function end(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Where the package has its npm runner, which it does not export; this is the one place that knows, and a test breaks when it changes. */
export function runnerOf(root: string): string {
  const main = createRequire(join(root, 'package.json')).resolve('@oclif/plugin-plugins')
  return pathToFileURL(join(dirname(main), 'npm.js')).href
}

const names =
  /^(?:HOME|PATH|LANG|LC_\w+|TZ|TMPDIR|(?:HTTPS?|NO|ALL)_PROXY|https?_proxy|no_proxy|SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS|XDG_\w+)$/

function passed(env: Fetching['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && names.test(name) ? [[name, value]] : [],
    ),
  )
}
