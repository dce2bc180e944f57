import {spawn, spawnSync, type ChildProcessWithoutNullStreams} from 'node:child_process'
import {once} from 'node:events'
import {chownSync, existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {afterAll, beforeAll} from 'vitest'
import {copied, reachable, systemUser} from '../host/cron/user.ts'
import {put, root} from '../home.ts'
import {programCoverage} from '../program-coverage.ts'
import {enabledPlugin} from '../terminal/fixtures.ts'

type User = {readonly name: string; readonly uid: number; readonly gid: number}
export type Ran = {readonly status: number | null; readonly stdout: string; readonly stderr: string}

/** What the machine's people have when a test file begins. */
const users = {
  alice: {roles: ['viewer'], os: 'parrot-people-alice'},
  bob: {roles: ['worker'], os: 'parrot-people-bob'},
}
const roles = {
  worker: {extends: ['viewer'], permissions: ['test:run', 'plugin:author', 'plugin:install', 'disk:usage']},
}

/**
 * A machine whose server runs as a user of its own, and people with users of theirs: alice, a viewer; bob, who may run the plugin `forever`;
 * mallory, without a role; root. To be called at the top of a test file that runs as root.
 */
export function machine() {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-people-'))
  const at = (name: string) => join(folder, name)
  let program = {root, node: process.execPath}
  let server: ChildProcessWithoutNullStreams | undefined
  const who: Record<string, User> = {root: {name: 'root', uid: 0, gid: 0}}
  const socket = at('run/people.sock')

  const start = async (env: NodeJS.ProcessEnv = {}) => {
    server = begin('server', ['server', 'start', '--foreground'], {
      PARROT_HOME: at('server'),
      PARROT_PEOPLE: at('run'),
      PARROT_SYSTEM: undefined,
      ...env,
    })
    let said = ''
    for await (const chunk of server.stderr)
      if ((said += String(chunk)).includes('run/mcp.sock\n') && said.includes(`${at('run')}/mcp.sock`)) break
    server.stderr.on('data', () => {}).resume()
    return said
  }
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
  }
  const begin = (
    name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): ChildProcessWithoutNullStreams => {
    const {uid, gid} = who[name] ?? {uid: -1, gid: -1}
    const own = {HOME: at(name), PARROT_SYSTEM: socket, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8'}
    return spawn(program.node, [join(program.root, 'bin/parrot'), ...args], {
      uid,
      gid,
      env: {...own, ...programCoverage(), ...env},
      cwd: '/',
    })
  }
  const run = async (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => {
    const child = begin(name, args, env)
    child.stdin.end()
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), closed(child)])
    return {status: child.exitCode, stdout, stderr}
  }

  beforeAll(async () => {
    spawnSync('chmod', ['755', folder])
    for (const name of ['server', 'alice', 'bob', 'mallory']) who[name] = systemUser(`parrot-people-${name}`)
    for (const name of [...Object.keys(who), 'run'])
      mkdirSync(at(name), {mode: name === 'run' ? 0o755 : 0o700})
    put(at('server/config/rbac_users.json'), {users})
    put(at('server/config/rbac_roles.json'), {roles})
    const manifest = {name: 'forever', permissions: ['test:run']}
    enabledPlugin(at('server'), manifest, 'echo running >&2; while :; do sleep 1; done')
    for (const name of ['alice', 'bob', 'mallory'])
      chownSync(at(name), who[name]?.uid ?? 0, who[name]?.gid ?? 0)
    spawnSync('chown', ['-R', 'parrot-people-server:parrot-people-server', at('server'), at('run')])
    if (!reachable(process.execPath) || !reachable(root)) program = copied(at('root'))
    await start()
  })
  afterAll(async () => {
    await stop('SIGKILL')
    rmSync(folder, {recursive: true, force: true, maxRetries: 10})
  })
  return {
    at,
    socket,
    who,
    start,
    stop,
    begin,
    run,
    /** The document of `--json`. */
    json: async (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const {status, stdout, stderr} = await run(name, [...args, '--json'], env)
      if (stdout === '') throw new Error(`${args.join(' ')}: ${status} ${stderr}`)
      return {status, ...(JSON.parse(stdout) as Said)}
    },
    /** A program of theirs that speaks to the socket by itself. */
    python: (uid: number, script: string) =>
      spawn('python3', ['-uc', `import json, os, socket, sys, time\n${script}`, socket], {
        uid,
        gid: uid,
        env: {PATH: '/usr/bin:/bin'},
        cwd: '/',
      }),
    pid: () => server?.pid ?? 0,
    wrote: (name: string) => existsSync(at(`${name}/.local/state`)),
  }
}

export type Said = {
  readonly outcome: string
  readonly output: Readonly<Record<string, unknown>>
  readonly problems: readonly {readonly code: string; readonly next: string | null}[]
}

export async function closed(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
}

/** Resolves when the child has said that on stderr. */
export async function says(child: ChildProcessWithoutNullStreams, what: string): Promise<void> {
  let said = ''
  for await (const chunk of child.stderr) if ((said += String(chunk)).includes(what)) return
  throw new Error(`it ended before it said ${what}: ${said}`)
}
