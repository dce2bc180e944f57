import {isUtf8} from 'node:buffer'
import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'
import {join} from 'node:path'
import {stampOf} from '../../config/checked.ts'
import {nameForm} from '../../manifest/names.ts'
import {printable} from '../../manifest/show.ts'
import {isVersion} from '../../manifest/version.ts'
import type {Entry, Tree} from '../catalog/tree.ts'
import {digestForm, keyForm} from './forms.ts'

/** The file of a plugin that holds its signature, and that the signature itself leaves out. */
export const signatureName = 'signature.json'

/** Whoever has this key stands for this release: for these files under this name. */
export type Claim = {
  readonly version: 1
  readonly key: string
  readonly name: string
  readonly release: string
  readonly digest: string
  readonly signature: string
}

const largest = 4096
const fields = ['digest', 'key', 'name', 'release', 'signature', 'version']

class Fault extends Error {}

/** What the plugin's signature.json says; nothing of it is believed yet. Undefined where there is none, a fault where it is not as Parrot writes it. */
export function readClaim({dir, entries}: Tree): Claim | {readonly fault: string} | undefined {
  const entry = entries.find(({path}) => path === signatureName)
  if (entry === undefined) return undefined
  try {
    const value: unknown = JSON.parse(textOf(join(dir, signatureName), entry))
    return isClaim(value) ? value : {fault: 'it does not hold what a signature holds'}
  } catch (error) {
    if (error instanceof Fault) return {fault: error.message}
    return {fault: error instanceof SyntaxError ? 'it is not JSON' : printable(String(error))}
  }
}

/** Of the very file that the tree was read with. */
function textOf(file: string, {kind, stats}: Entry): string {
  if (kind !== 'file') throw new Fault('it is not a regular file')
  if (stats.size > largest) throw new Fault(`it has more than ${largest} bytes`)
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const bytes = Buffer.alloc(Number(stats.size))
    const length = readSync(fd, bytes)
    const same = stampOf(fstatSync(fd, {bigint: true})).text === stampOf(stats).text
    if (length !== bytes.length || !same) throw new Fault('it changed while it was read')
    if (!isUtf8(bytes)) throw new Fault('it is not UTF-8')
    return bytes.toString('utf8')
  } finally {
    closeSync(fd)
  }
}

function isClaim(value: unknown): value is Claim {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (Object.keys(value).toSorted().join() !== fields.join()) return false
  const {version, key, name, release, digest, signature} = value as Record<string, unknown>
  return (
    version === 1 &&
    matches(keyForm)(key) &&
    isExact(key.slice('ed25519:'.length)) &&
    matches(nameForm)(name) &&
    typeof release === 'string' &&
    isVersion(release) &&
    matches(digestForm)(digest) &&
    matches(/^[A-Za-z0-9_-]{86}$/)(signature) &&
    isExact(signature)
  )
}

const matches =
  (form: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && form.test(value)

/** The last character of base64url has bits to spare, so that one key could be written in several ways. */
const isExact = (text: string) => Buffer.from(text, 'base64url').toString('base64url') === text
