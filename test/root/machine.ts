import {spawn, spawnSync, type ChildProcessWithoutNullStreams} from 'node:child_process'
import {once} from 'node:events'
import {createHash} from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {text} from 'node:stream/consumers'
import {setTimeout as delay} from 'node:timers/promises'
import {afterAll, beforeAll, expect} from 'vitest'
import {copied, systemUser} from '../host/cron/user.ts'
import {programCoverage} from '../program-coverage.ts'
import {enabledPlugin} from '../terminal/fixtures.ts'

type Said = {
  readonly call: string
  readonly outcome: string
  readonly output: unknown
  readonly problems: readonly {readonly code: string; readonly next: string | null}[]
  readonly spoken?: {readonly requestState?: string}
}
type Plugin = Parameters<typeof enabledPlugin>[1]

/** A machine with a server's home of a user of its own, root's home beside it, and somebody else. To be called at the top of a test file that runs as root. */
export function rootMachine(
  plugins: (at: (name: string) => string) => readonly (readonly [Plugin, string])[],
) {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-root-'))
  const at = (name: string) => join(folder, name)
  const [socket, user] = [at('run/root.sock'), 'parrot-root-server']
  const [uids, clean] = [new Map([['root', 0]]), {PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8'}]
  let program = {root: '', node: ''}
  let helper: ChildProcessWithoutNullStreams | undefined

  const begin = (name: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const uid = uids.get(name) ?? -1
    return spawn(program.node, argv, {
      uid,
      gid: uid,
      env: {...clean, HOME: at(name), ...programCoverage(), ...env},
      cwd: '/',
    })
  }
  const ended = async (child: ChildProcessWithoutNullStreams, input = '') => {
    child.stdin.on('error', () => {}).end(input)
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    return {status: child.exitCode, stdout, stderr}
  }
  const parrot = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    begin(name, [join(program.root, 'bin/parrot'), ...args], env)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (helper === undefined || helper.exitCode !== null || helper.signalCode !== null) return
    helper.kill(signal)
    await once(helper, 'exit')
  }
  /** Has the kernel kill the helper as it next asks for this of a path. */
  const killAt = async (asks: string, path: string) => {
    const words = `-f -o /dev/null -e inject=${asks}:signal=SIGKILL -p ${helper?.pid} -P`.split(' ')
    const tracer = spawn('strace', [...words, path], {stdio: ['ignore', 'ignore', 'pipe']})
    for await (const chunk of tracer.stderr) if (String(chunk).includes('attached')) return
    throw new Error('strace is not attached')
  }
  const words = () => [join(program.root, 'bin/parrot'), 'root', '--home', at('root'), 'serve', '--for', user]
  /** Starts the helper; or systemd's own program that listens and starts it when somebody comes. */
  const start = async (by: 'itself' | 'systemd' = 'itself') => {
    rmSync(socket, {force: true})
    helper = by === 'itself' ? begin('root', [...words(), '--socket', socket]) : activated()
    let said = ''
    helper.stderr.on('data', (chunk) => (said += String(chunk)))
    while (!existsSync(socket)) {
      if (helper.exitCode !== null) throw new Error(said)
      await delay(20)
    }
    if (by === 'systemd') chownSync(socket, uids.get('server') ?? -1, 0)
    else while (lstatSync(socket).uid === 0) await delay(20)
  }
  const activated = () =>
    spawn('systemd-socket-activate', ['-l', socket, '--fdname=root', program.node, ...words()], {
      env: {...clean, ...programCoverage()},
      cwd: '/',
    })
  /** Root's own words, in root's home. */
  const root = async (...args: readonly string[]) =>
    ended(parrot('root', ['root', ...(args[0] === '--home' ? [] : ['--home', at('root')]), ...args]))
  const allow = async (name: string) => {
    const asked = await json(['plugin', 'inspect', name])
    const {accept} = asked.output as {readonly accept: string}
    return root('allow', name, '--from', at('server'), '--accept', accept)
  }
  /** A command of the server's: its user, its home. */
  const asServer = (args: readonly string[], where = socket, env: NodeJS.ProcessEnv = {}) =>
    parrot('server', args, {
      PARROT_HOME: at('server'),
      PARROT_PEOPLE: at('people'),
      PARROT_ROOT: where,
      ...env,
    })
  const json = async (args: readonly string[], where?: string) => {
    const {stdout, stderr} = await ended(asServer([...args, '--json'], where))
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as Said
  }

  beforeAll(async () => {
    chmodSync(folder, 0o755)
    for (const name of ['server', 'other']) uids.set(name, systemUser(`parrot-root-${name}`).uid)
    for (const name of ['server', 'other', 'root', 'secret']) mkdirSync(at(name), {mode: 0o700})
    for (const [manifest, script] of plugins(at)) enabledPlugin(at('server'), manifest, script)
    for (const name of ['server', 'other'])
      spawnSync('chown', ['-R', `parrot-root-${name}:parrot-root-${name}`, at(name)])
    program = copied(at('program'))
  })
  afterAll(async () => {
    await stop()
    rmSync(folder, {recursive: true, force: true, maxRetries: 10})
  })
  return {
    at,
    uids,
    start,
    stop,
    killAt,
    root,
    allow,
    json,
    asServer,
    ended,
    /** Resolves when the plugin has said that it runs. */
    begun: async (child: ChildProcessWithoutNullStreams) => {
      for await (const chunk of child.stderr) if (String(chunk).includes('running')) return
    },
    /** What the server asks for to have this plugin run. */
    job: (name: string) => {
      const lock = JSON.parse(readFileSync(at('server/config/plugins.lock.json'), 'utf8')) as Lock
      const {digest = ''} = lock.plugins[name]?.approved ?? {}
      const meant = createHash('sha256').update(meantOf(name, lock)).digest('hex')
      return {
        call: 'a-call',
        plugin: name,
        digest,
        tool: name,
        input: {},
        dryRun: false,
        talk: {client: [], answers: {}},
        meant,
      }
    },
    /** Somebody else listens there, and everybody may connect; what they are told. */
    impostor: async (path: string) => {
      const script = `let told = ''
process.umask(0)
require('node:net').createServer((socket) => socket.on('data', (chunk) => (told += chunk)).on('close', () => { console.log(told); process.exit() })).listen(process.argv[1])`
      const child = begin('other', ['-e', script, path])
      while (!existsSync(path)) await delay(20)
      return ended(child)
    },
    /** What the helper answers to these bytes of `name`; the connection stays open until it does. */
    raw: async (name: string, input: string) => {
      const script = `const {connect} = require('node:net')
const socket = connect(process.argv[1]); process.stdin.pipe(socket, {end: false}); socket.pipe(process.stdout)
socket.on('error', ({code}) => console.error(code)).on('close', () => process.exit())`
      const {stdout, stderr} = await ended(begin(name, ['-e', script, socket]), input)
      const last = stdout.trim().split('\n').at(-1) ?? ''
      expect(stderr.trim()).toMatch(/^(?:EACCES|EPIPE|ECONNRESET)?$/)
      return {
        error: stderr.trim(),
        answer: last === '' ? undefined : (JSON.parse(last) as {answer: Said}).answer,
      }
    },
  }
}

type Lock = {
  readonly plugins: Readonly<
    Record<string, {readonly approved?: {readonly digest: string; readonly permissions: readonly string[]}}>
  >
}

/** As the manifest has it, without settings. */
function meantOf(name: string, {plugins}: Lock): string {
  return JSON.stringify({permissions: plugins[name]?.approved?.permissions.toSorted(), settings: {}})
}

/** Has an agent that was started as `parrot mcp` call tools, for somebody who can be asked; what it answers to each. */
export function requests(agent: ChildProcessWithoutNullStreams) {
  const lines = createInterface({input: agent.stdout})[Symbol.asyncIterator]()
  const envelope = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': {name: 'test', version: '1'},
    'io.modelcontextprotocol/clientCapabilities': {elicitation: {}},
  }
  let id = 0
  return async (params: object): Promise<unknown> => {
    const message = {jsonrpc: '2.0', id: ++id, method: 'tools/call', params: {...params, _meta: envelope}}
    agent.stdin.write(`${JSON.stringify(message)}\n`)
    const {value} = await lines.next()
    const {result, error} = JSON.parse(String(value)) as {result?: unknown; error?: unknown}
    return result ?? error
  }
}
