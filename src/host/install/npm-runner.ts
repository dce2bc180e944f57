import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Fetching} from './fetch.ts'

/** Whether it went well, and what npm printed. */
export type Ran = {readonly ok: boolean; readonly said: string}

/**
 * @oclif/plugin-plugins spawns the npm that it pins, with all of its process's environment and no way to stop it. So it runs in a
 * process of its own, in a group that can be ended, and is handed an environment of our making.
 */
const script = `
const [url, registry, ...args] = process.argv.slice(1)
const {NPM} = await import(url)
const npm = new NPM({config: {npmRegistry: registry || undefined}, logLevel: 'error'})
try {
  await npm.exec(args, {cwd: process.cwd(), logLevel: 'error'})
} catch {
  process.exitCode = 1
}`

/** Runs npm with these words in `cwd`, with the user's npmrc and nothing of what an outer npm left in the environment. */
export async function npm(args: readonly string[], cwd: string, fetching: Fetching): Promise<Ran> {
  const {execa} = await import('execa')
  const {env, root, registry = '', signal, patienceMs = 20_000} = fetching
  const bounds = [`--fetch-timeout=${patienceMs}`, '--fetch-retries=1', '--fetch-retry-mintimeout=500']
  const words = ['--input-type=module', '-e', script, runnerOf(root), registry, ...args, ...bounds, ...quiet]
  const child = execa(process.execPath, words, {
    cwd,
    env: {...passed(env), npm_config_loglevel: 'error'},
    extendEnv: false,
    detached: true,
    reject: false,
    stdin: 'ignore',
    maxBuffer: 4 * 1024 * 1024,
  })
  const stop = () => child.pid !== undefined && end(child.pid)
  signal.addEventListener('abort', stop, {once: true})
  if (signal.aborted) stop()
  try {
    const {exitCode, stdout, stderr} = await child
    return {ok: exitCode === 0, said: `${stdout}\n${stderr}`}
  } finally {
    signal.removeEventListener('abort', stop)
  }
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
