import {lstatSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Interfaces} from '@oclif/core'
import type {Serve} from './host/server/serve.ts'

/** Runs this process's command line; `root` is the folder that holds package.json. */
export async function main(root: string): Promise<void> {
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Interfaces.PJSON
  const {argv: words, profile, lang} = await withoutFirst(process.argv.slice(2))
  const ofRoot = rootWordsIn(words)
  const argv = ofRoot === undefined ? words : await forRoot({root, pjson, lang}, ofRoot)
  if (argv === undefined) return
  if (argv.length === 1 && /^(?:--version|-[vV]|version)$/.test(argv[0] ?? '')) return sayVersion(pjson)
  const {session} = await import('./terminal/session.ts')
  const machine = machineSocket(process.env, argv)
  const installed = {root, pjson, ...(machine !== undefined && {machine})}
  await session(installed, {argv, lang}, async () => {
    if (machine !== undefined) return remote(machine, profile)
    const {openParrot} = await import('./app.ts')
    const around = {...(await surroundings(profile, argv[0])), root, version: pjson.version}
    return openParrot(around, {serve})
  })
}

/** What follows `parrot root`, or asks how that is written; undefined where it is none of it. */
function rootWordsIn([first, second, ...more]: readonly string[]): readonly string[] | undefined {
  if (first === 'root') return second === undefined ? [] : [second, ...more]
  return first === 'help' && second === 'root' ? ['help'] : undefined
}

type ForRoot = {
  readonly root: string
  readonly pjson: Interfaces.PJSON
  readonly lang: string | undefined
}

/** The words that are left to do in root's own home; undefined where all is done. */
async function forRoot(installed: ForRoot, words: readonly string[]) {
  const {rootWords} = await import('./root/root-words.ts')
  return rootWords(installed, words)
}

/** Whose people are bound by roles: their commands are the server's. */
const usualSocket = '/run/parrot/people.sock'
/** About files and processes of whoever gives them, whatever else there is on this machine. */
const own: ReadonlyMap<string, RegExp> = new Map([
  ['plugin', /^(?:new|sign|keygen|test|trace|dev)$/],
  ['server', /^(?:install|uninstall)$/],
  ['cron', /^/],
])

/** Where the server of this machine answers people; undefined where this is a Parrot of its own. Only the kernel is asked, once. */
function machineSocket(
  {PARROT_HOME: home, PARROT_SYSTEM: system}: NodeJS.ProcessEnv,
  [first = '', second = '']: readonly string[],
): string | undefined {
  const local = own.get(first.replace(/^plugins$/, 'plugin'))?.test(second) === true
  if (system === '0' || home?.startsWith('/') === true || local) return undefined
  if (system?.startsWith('/') === true) return system
  try {
    return lstatSync(usualSocket, {throwIfNoEntry: false}) && usualSocket
  } catch {
    return undefined
  }
}

async function remote(socket: string, profile: string | undefined) {
  const {openRemote} = await import('./people/remote.ts')
  if (profile === undefined) return openRemote(socket)
  const [{fault}, {problem}] = await Promise.all([import('./people/machine.ts'), import('./text/problem.ts')])
  throw fault(problem('people_profile'))
}

const serve: Serve = async (...args) => {
  const {serveSockets} = await import('./mcp/daemon/serve-sockets.ts')
  return serveSockets(...args)
}

type Words = {readonly argv: readonly string[]; readonly profile?: string; readonly lang?: string}

/** What comes before everything is taken off the command line; loaded only where it is there. */
async function withoutFirst(argv: readonly string[]): Promise<Words> {
  if (!argv.some((word) => word.startsWith('--profile') || word.startsWith('--lang'))) return {argv}
  return (await import('./terminal/first-flags.ts')).withoutFirst(argv)
}

function sayVersion({name, version}: Interfaces.PJSON): void {
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
}

async function surroundings(profile: string | undefined, word: string | undefined) {
  const {userInfo} = await import('node:os')
  const {homeFolder, homeMissing} = await import('./terminal/home.ts')
  const home = homeFolder(process.env)
  const missing = homeMissing(home, process.env)
  if (missing !== undefined) throw Object.assign(new Error(missing.code), {problem: missing})
  const uid = process.getuid?.() ?? -1
  const asked =
    profile === undefined
      ? {env: process.env}
      : ({env: {...process.env, PARROT_PROFILE: profile}, profileBy: '--profile'} as const)
  return {...asked, uid, username: username(uid, userInfo), home, cwd: fromClock(word) ? '/' : folder()}
}

/** Whoever can write to the folder that cron starts it in is not heard: a project's file counts for people only. */
const fromClock = (word = '') => /^cron(?:$|[:_])/.test(word)

/** A uid need not have a name. */
function username(uid: number, userInfo: () => {readonly username: string}): string {
  try {
    return userInfo().username
  } catch {
    return String(uid)
  }
}

/** The folder one stands in may be gone. */
function folder(): string {
  try {
    return process.cwd()
  } catch {
    return '/'
  }
}
