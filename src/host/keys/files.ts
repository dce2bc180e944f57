import {dirname, join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {keptFiles} from '../../config/kept-files.ts'
import {replaceFile} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {keyRowsIn, type KeyRow} from '../../rbac/key-row.ts'
import {problem, type Problem} from '../../text/problem.ts'

/** What keys are hashed with besides themselves, by id; new ones with `current`. Worth nothing in a backup, so not in it. */
export type Peppers = {readonly current: string; readonly peppers: Readonly<Record<string, string>>}

export const keysFile = ({config}: Pick<Paths, 'config'>) => join(config, 'keys.json')
const peppersFile = ({state}: Pick<Paths, 'state'>) => join(state, 'keys/peppers.json')

/** The keys there are; none where there is no file. A problem where it is not as Parrot wrote it: then no key stands. */
export function readKeys(paths: Paths, uid: number): readonly KeyRow[] | Problem {
  const file = keysFile(paths)
  const found = keptKeys(file, uid)
  if (found === undefined) return []
  if ('code' in found) return found
  return found.rows ?? problem('keys_damaged', {file})
}

const keptKeys = keptFiles(({text}) => ({rows: keyRowsIn(parsed(text))}))

/** Call it alone. */
export function writeKeys(paths: Paths, keys: readonly KeyRow[]): void {
  replaceFile(keysFile(paths), `${JSON.stringify({keys}, undefined, 2)}\n`)
}

/** Undefined where there is none yet. */
export function readPeppers(paths: Paths, uid: number): Peppers | Problem | undefined {
  const file = peppersFile(paths)
  const found = keptPeppers(file, uid)
  if (found === undefined || 'code' in found) return found
  const {content, open} = found
  if (open) return problem('peppers_open', {file})
  const sound = typeof content?.current === 'string' && typeof content.peppers?.[content.current] === 'string'
  return sound ? content : problem('keys_damaged', {file})
}

const keptPeppers = keptFiles(({text, stats}) => ({
  content: parsed(text) as Peppers | undefined,
  open: (stats.mode & 0o077) !== 0,
}))

/** The first pepper of this machine. Call it alone. */
export function writeFirstPepper(paths: Paths): Peppers {
  const {randomBytes} = process.getBuiltinModule('node:crypto')
  const current = randomBytes(6).toString('hex')
  const made = {current, peppers: {[current]: randomBytes(32).toString('base64url')}}
  const file = peppersFile(paths)
  makeFolders(dirname(file))
  replaceFile(file, `${JSON.stringify(made)}\n`)
  return made
}

export function pepperOf({peppers}: Peppers, id: string): Buffer | undefined {
  const text = peppers[id]
  return text === undefined ? undefined : Buffer.from(text, 'base64url')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
