import {spawn} from 'node:child_process'
import {chownSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {afterAll, beforeAll, expect} from 'vitest'
import {createSandbox} from '../../src/sandbox/engine.ts'
import type {SandboxOptions} from '../../src/sandbox/options.ts'
import type {Exit, Job, Progress, Refusal, Watch} from '../../src/sandbox/sandbox.ts'
import {needs} from '../needs.ts'
import {jobOf, type Asked} from './jobs.ts'
import {copyForAll, secondUser} from './second-user.ts'

export type Told = {readonly progress: Progress[]; readonly log: string[]}
export type Ended = Exit & Told

/** A place to run plugins in, as one user; with the same programs outside the sandbox for comparison. */
export type Place = {
  readonly owner: {readonly uid: number; readonly gid: number}
  /** A folder of that user's own, outside every grant. */
  readonly folder: string
  job(plugin: string, asked?: Asked): Job
  run(job: Job, options?: Partial<SandboxOptions>): Promise<Ended>
  /** Runs it where it must be refused. */
  refused(job: Job, options?: Partial<SandboxOptions>): Promise<Refusal['refused']>
  /** The same program, as the same user, without a sandbox; as root with mounts of its own, so that the machine keeps its. */
  openly(
    plugin: string,
    env: Record<string, string>,
  ): Promise<{code: number | null; stdout: string; stderr: string}>
  make(name: string): string
}

/** `describe`, where there is the engine that these tests are about. */
export const needsEngine = needs('bwrap', 'apt install bubblewrap')

const isRoot = process.getuid?.() === 0

/** Describes something under root and as a second user where the tests run as root, else as the one user there is. */
export function describeForUsers(title: string, tests: (place: Place, who: 'root' | 'user') => void): void {
  for (const who of isRoot ? (['root', 'user'] as const) : (['user'] as const)) {
    needsEngine(`${title}, as ${who}`, () => {
      tests(placeFor(who === 'user' && isRoot), who)
    })
  }
}

/** Describes what only concerns a Parrot that runs as root; elsewhere there is nothing to describe. */
export function describeAsRoot(title: string, tests: (place: Place) => void): void {
  for (const who of isRoot ? ['root'] : []) {
    needsEngine(`${title}, as ${who}`, () => {
      tests(placeFor(false))
    })
  }
}

/** It ran to its end in the real sandbox and got nothing. */
export function expectStopped({level, because, code, stdout}: Ended): void {
  expect({level, because, stdout}).toEqual({level: 'enforced', because: 'exited', stdout: ''})
  expect(code).not.toBe(0)
}

function placeFor(other: boolean): Place {
  let setting: {copy: ReturnType<typeof copyForAll>; uid: number; gid: number; folder: string} | undefined
  const here = () => {
    if (setting === undefined) throw new Error('Only inside a test')
    return setting
  }
  beforeAll(() => {
    const copy = copyForAll()
    const own = {uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0}
    const {uid, gid} = other ? secondUser() : own
    const folder = mkdtempSync('/tmp/parrot-place-')
    chownSync(folder, uid, gid)
    setting = {copy, uid, gid, folder}
  })
  afterAll(() => {
    setting?.copy.remove()
    if (setting) rmSync(setting.folder, {recursive: true, force: true})
  })
  const optionsWith = (more: Partial<SandboxOptions>): SandboxOptions => ({
    node: here().copy.node,
    uid: here().uid,
    cache: join(here().folder, 'cache'),
    run: join(here().folder, 'run'),
    env: {LANG: 'C.UTF-8'},
    own: [],
    ...more,
  })
  const end = async (job: Job, more: Partial<SandboxOptions> = {}) => {
    const {uid, gid, copy} = here()
    return other
      ? await runElsewhere(job, optionsWith(more), {uid, gid}, copy)
      : await runHere(job, optionsWith(more))
  }
  return {
    get owner() {
      const {uid, gid} = here()
      return {uid, gid}
    },
    get folder() {
      return here().folder
    },
    job: (plugin, asked) => jobOf(join(here().copy.folder, 'test/fixtures/plugins'), plugin, asked),
    async run(job, more) {
      const ended = await end(job, more)
      if (!('because' in ended)) throw new Error(`Refused: ${JSON.stringify(ended.refused)}`)
      return ended
    },
    async refused(job, more) {
      const ended = await end(job, more)
      if ('because' in ended) throw new Error(`It ran: ${JSON.stringify(ended)}`)
      return ended.refused
    },
    async openly(plugin, env) {
      const {dir, entry} = jobOf(join(here().copy.folder, 'test/fixtures/plugins'), plugin)
      const {uid, gid, copy} = here()
      const apart = uid === 0 ? ['unshare', '--mount', '--propagation', 'private', '--'] : []
      const start = entry.endsWith('.mjs') ? [copy.node, `${dir}/${entry}`] : [`${dir}/${entry}`]
      const [program = '', ...args] = [...apart, ...start]
      return outcomeOf(spawn(program, args, {cwd: dir, uid, gid, env: {PATH: '/usr/bin:/bin', ...env}}))
    },
    make(name) {
      const path = join(here().folder, name)
      mkdirSync(path)
      chownSync(path, here().uid, here().gid)
      return path
    },
  }
}

async function runHere(job: Job, options: SandboxOptions): Promise<Ended | (Refusal & Told)> {
  const told: Told = {progress: [], log: []}
  const watch: Watch = {progress: (one) => told.progress.push(one), log: (line) => told.log.push(line)}
  return {...(await createSandbox(options).run(job, AbortSignal.timeout(60_000), watch)), ...told}
}

async function runElsewhere(
  job: Job,
  options: SandboxOptions,
  owner: {uid: number; gid: number},
  {node, folder}: {node: string; folder: string},
): Promise<Ended | (Refusal & Told)> {
  const driver = spawn(node, [join(folder, 'test/sandbox/driver.ts')], {
    ...owner,
    cwd: '/',
    env: {PATH: '/usr/bin:/bin'},
  })
  driver.stdin.end(JSON.stringify({options, job}))
  const {code, stdout, stderr} = await outcomeOf(driver)
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Ended
}

async function outcomeOf(
  child: ReturnType<typeof spawn>,
): Promise<{code: number | null; stdout: string; stderr: string}> {
  child.stdin?.end()
  const [stdout, stderr, code] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject)),
  ])
  return {code, stdout, stderr}
}
