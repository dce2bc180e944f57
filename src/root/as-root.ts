import type {Surroundings} from '../config/paths.ts'
import {makeFolders} from '../events/make-folders.ts'
import {problem, type Problem} from '../text/problem.ts'
import {changeable} from './changeable.ts'
import {parse, type Wanted} from './parse.ts'

/** The terminal's words that are Parrot's as ever, in root's own home; or how it ended. */
type Done = {readonly argv: readonly string[]} | {readonly problems: readonly Problem[]} | undefined

/**
 * `parrot root …`: what root lets the server of this machine have done as root is a Parrot home of root's own. `allow`, `install` and `serve` are done
 * here; every other word is a command in that home. `version` and `root` are those of the installation.
 */
export async function asRoot(
  installed: Pick<Surroundings, 'root' | 'version'>,
  argv: readonly string[],
): Promise<Done> {
  const wanted = parse(argv)
  if (wanted === undefined) return {problems: [problem('root_words')]}
  if (wanted.word === 'help') return help()
  if (process.getuid?.() !== 0) return {problems: [problem('root_only')]}
  const around = surroundings(installed, wanted.home)
  const open = changeable([installed.root, process.execPath, wanted.home])
  if (open !== undefined) return {problems: [problem('root_changeable', {path: open})]}
  makeFolders(wanted.home)
  return done(around, wanted)
}

/** Nothing of whoever became root steers it: a file of theirs could be named in a variable. */
function surroundings(installed: Pick<Surroundings, 'root' | 'version'>, home: string): Surroundings {
  for (const name of Object.keys(process.env)) if (/^(?:PARROT|XDG)_/.test(name)) delete process.env[name]
  process.env['PARROT_HOME'] = home
  process.umask(0o077)
  return {...installed, env: process.env, uid: 0, username: 'root', home: '/root', cwd: '/'}
}

async function done(
  around: Surroundings,
  {word, rest, user, socket, from, yes, accept}: Wanted,
): Promise<Done> {
  switch (word) {
    case 'serve':
      return (await import('./serve.ts')).serveRoot(around, {user, ...(socket !== undefined && {socket})})
    case 'allow':
      return (await import('./allow.ts')).allow(around, rest[0] ?? '', {from, accept})
    case 'install':
      return (await import('./install.ts')).installUnits(around, {user, yes})
    default:
      return {argv: [word, ...rest]}
  }
}

async function help(): Promise<undefined> {
  const {line} = await import('../text/reader.ts')
  process.stdout.write(`${line('root_help')}\n`)
}
