import type {KeyObject, webcrypto} from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import {dirname} from 'node:path'
import {folderOf} from './own-place.ts'
import {syncFolder} from './sync-folder.ts'

/** `publicKey` is the public half as 43 base64url characters. */
export type HostKey = {readonly privateKey: KeyObject; readonly publicKey: string}

/** The host's ed25519 key in `file` (a JWK, 0600), made on first use, the same one for all who come at once. Throws where it is not safe. */
export function hostKey(file: string): HostKey {
  folderOf(dirname(file))
  const key = parsed(file, readKey(file) ?? makeKey(file))
  const privateKey = process.getBuiltinModule('node:crypto').createPrivateKey({key, format: 'jwk'})
  return {privateKey, publicKey: key.x}
}

/** Its public half; undefined where there is no key yet. Throws as `hostKey` does, and makes none. */
export function hostPublicKey(file: string): string | undefined {
  const text = readKey(file)
  return text === undefined ? undefined : parsed(file, text).x
}

/** What a parser complains of has a piece of the text in it, so nothing of it is said. */
function parsed(file: string, text: string): webcrypto.JsonWebKey & {readonly x: string} {
  try {
    const key = JSON.parse(text) as webcrypto.JsonWebKey
    const {x = ''} = key
    if (/^[\w-]{43}$/.test(x)) return {...key, x}
  } catch {}
  throw new Error(`${file} holds no key`)
}

function readKey(file: string): string | undefined {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  try {
    const stats = fstatSync(fd)
    const mine = stats.isFile() && stats.uid === process.geteuid?.() && (stats.mode & 0o077) === 0
    if (!mine)
      throw new Error(`${file} is not a file that only you can read; mend it with: chmod 600 ${file}`)
    return readFileSync(fd, 'utf8')
  } finally {
    closeSync(fd)
  }
}

/** Linking fails where another process was first; then its key is the one. */
function makeKey(file: string): string {
  const {privateKey} = process.getBuiltinModule('node:crypto').generateKeyPairSync('ed25519')
  const draft = `${file}.${process.pid}`
  write(draft, JSON.stringify(privateKey.export({format: 'jwk'})))
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  syncFolder(dirname(file))
  return readKey(file) ?? ''
}

function write(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
