import {execFileSync, spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {chownSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {copyFileSync, chmodSync} from 'node:fs'
import {tmpdir, userInfo} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, beforeAll} from 'vitest'
import {alone} from '../../../src/config/update-file.ts'
import {root} from '../../home.ts'
import {programCoverage} from '../../program-coverage.ts'

/** Somebody whose crontab a test may do anything to. */
export type CronUser = {
  readonly name: string
  readonly uid: number
  /** A new home for one Parrot. */
  readonly newHome: (name?: string) => string
  readonly run: (argv: readonly string[], env?: NodeJS.ProcessEnv, input?: string) => Ran
  readonly parrot: (home: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Ran
  readonly start: (home: string, args: readonly string[], env?: NodeJS.ProcessEnv) => ChildProcess
  /** Of the bytes, one character each; undefined where there is none. */
  readonly crontab: () => string | undefined
  readonly setCrontab: (bytes: string | undefined) => void
  /** Where bin/parrot is, and the Node that runs it, as this user can reach them. */
  readonly program: () => {readonly root: string; readonly node: string}
}

export type Ran = {readonly status: number | null; readonly stdout: string; readonly stderr: string}

const isRoot = process.getuid?.() === 0

/**
 * Under root a system user of this file's own, whose name ends in `part`; else oneself, one file at a time, with one's crontab
 * put back at the end. To be called at the top of a test file.
 */
export function cronUser(part: string): CronUser {
  const folders: string[] = []
  const folder = (prefix: string) => {
    const made = mkdtempSync(join(tmpdir(), prefix))
    folders.push(made)
    return made
  }
  let user = {name: userInfo().username, uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1}
  let program = {root, node: process.execPath}
  let before: string | undefined
  let release = () => {}
  const argvFor = (argv: readonly string[]) =>
    isRoot ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--', ...argv] : argv
  const clean = {PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8'}
  const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}, input?: string): Ran => {
    const [file = '', ...rest] = argvFor(argv)
    const {status, stdout, stderr} = spawnSync(file, rest, {
      env: {...clean, HOME: '/', ...env},
      cwd: '/',
      encoding: 'latin1',
      maxBuffer: 1 << 26,
      ...(input !== undefined && {input: Buffer.from(input, 'latin1')}),
    })
    return {status, stdout, stderr}
  }
  const words = (args: readonly string[]) => [program.node, join(program.root, 'bin/parrot'), ...args]
  const homeOf = (home: string) => ({HOME: home, PARROT_HOME: home, ...programCoverage()})
  const crontab = () => {
    const {status, stdout} = run(['crontab', '-l'])
    return status === 0 ? stdout : undefined
  }
  const setCrontab = (bytes: string | undefined) => {
    const {status, stderr} = bytes === undefined ? run(['crontab', '-r']) : run(['crontab', '-'], {}, bytes)
    if (status !== 0 && bytes !== undefined) throw new Error(stderr)
  }

  beforeAll(async () => {
    if (isRoot) user = systemUser(`parrot-cron-${part}`)
    else release = await held()
    program = reachable(process.execPath) && reachable(root) ? program : copied(folder('parrot-copy-'))
    before = crontab()
    setCrontab(undefined)
  })
  afterAll(() => {
    setCrontab(isRoot ? undefined : before)
    release()
    for (const one of folders) rmSync(one, {recursive: true, force: true})
  })
  return {
    get name() {
      return user.name
    },
    get uid() {
      return user.uid
    },
    newHome: (name = '') => {
      const home = folder(`parrot-cron-${name}`)
      chownSync(home, user.uid, user.gid)
      return home
    },
    run,
    parrot: (home, args, env = {}) => {
      const {status, stdout, stderr} = run(words(args), {...homeOf(home), ...env})
      return {status, stdout: utf8(stdout), stderr: utf8(stderr)}
    },
    start: (home, args, env = {}) => {
      const [file = '', ...rest] = argvFor(words(args))
      return spawn(file, rest, {env: {...clean, ...homeOf(home), ...env}, cwd: '/'})
    },
    crontab,
    setCrontab,
    program: () => program,
  }
}

const utf8 = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8')

export function systemUser(name: string): {name: string; uid: number; gid: number} {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], {stdio: ['ignore', 'pipe', 'ignore']}).toString())
  const there = readFileSync('/etc/passwd', 'utf8').includes(`\n${name}:`)
  if (!there)
    execFileSync('/usr/sbin/useradd', ['--system', '--home-dir', '/', '--shell', '/usr/sbin/nologin', name])
  return {name, uid: id('-u'), gid: id('-g')}
}

/** One's own crontab is there once. */
async function held(): Promise<() => void> {
  const taken = Promise.withResolvers<void>()
  const {promise, resolve} = Promise.withResolvers<void>()
  void alone(join(tmpdir(), 'parrot-cron-tests'), () => (taken.resolve(), promise), 600_000)
  await taken.promise
  return resolve
}

export function reachable(path: string): boolean {
  return (statSync(path).mode & 0o001) !== 0 && (path === '/' || reachable(dirname(path)))
}

export function copied(folder: string): {root: string; node: string} {
  for (const path of ['bin', 'dist', 'plugins', 'manifests', 'package.json']) {
    cpSync(join(root, path), join(folder, path), {recursive: true})
  }
  execFileSync('chmod', ['-R', 'go+rX', folder])
  const node = join(folder, 'node')
  copyFileSync(process.execPath, node)
  chmodSync(node, 0o755)
  return {root: folder, node}
}
