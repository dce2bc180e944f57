import {existsSync, mkdirSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import {execFileSync} from 'node:child_process'

const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']

/** Ends this process where a program is missing, and says the one command that brings all that are. */
export function need(programs: Readonly<Record<string, string>>): void {
  const missing = Object.entries(programs).filter(
    ([name]) => !places.some((place) => existsSync(join(place, name))),
  )
  if (missing.length > 0)
    stop(
      `${missing.map(([name]) => name).join(', ')} not found`,
      `apt install ${missing.map(([, name]) => name).join(' ')}`,
    )
  if (process.getuid?.() !== 0)
    stop('The image is made with files of root’s, and you are not root', 'sudo npm run vm')
}

function stop(what: string, next: string): never {
  process.stderr.write(`Error: ${what}.\n→ ${next}\n`)
  process.exit(70)
}

/** Outside of the repository; what is in it can be made again. */
export function cacheFolder(): string {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'parrot-vm')
  mkdirSync(folder, {recursive: true})
  return folder
}

/** Runs it to its end, shown as it goes. Throws where it fails. */
export function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {...process.env, PATH: places.join(':')},
  })
}

export const say = (text: string) => void process.stdout.write(`${text}\n`)
