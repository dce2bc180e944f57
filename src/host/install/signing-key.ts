import type {KeyObject} from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import {dirname} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {keyText} from './signed.ts'
import {syncFolder} from '../../events/sync-folder.ts'

const largest = 16 * 1024

/** Makes an ed25519 key, writes its private half to `file` (PKCS#8 PEM, 0600), which must not be there yet, and tells the public one. */
export function makeSigningKey(file: string): {readonly key: string} | {readonly problem: Problem} {
  const {generateKeyPairSync, randomUUID} = process.getBuiltinModule('node:crypto')
  const {privateKey, publicKey} = generateKeyPairSync('ed25519')
  const draft = `${file}.${randomUUID()}`
  try {
    write(draft, privateKey.export({format: 'pem', type: 'pkcs8'}))
    // A link, for renaming would replace what is there.
    linkSync(draft, file)
    syncFolder(dirname(file))
    return {key: keyText(publicKey)}
  } catch (error) {
    return {problem: notMade(file, error)}
  } finally {
    rmSync(draft, {force: true})
  }
}

/** The private key in `file`, which nobody else may be able to read. */
export function readSigningKey(
  file: string,
  uid: number,
): {readonly privateKey: KeyObject} | {readonly problem: Problem} {
  let fd: number
  try {
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return {problem: notOpened(file, error)}
  }
  try {
    const {mode, size, uid: owner} = fstatSync(fd)
    if ((mode & constants.S_IFMT) !== constants.S_IFREG || size > largest)
      return {problem: noKey(file, 'it is no file of that kind')}
    if (owner !== uid || (mode & 0o077) !== 0)
      return {problem: problem('signing_key_open', {file: printable(file)})}
    return keyIn(readFileSync(fd, 'utf8'), file)
  } finally {
    closeSync(fd)
  }
}

function keyIn(text: string, file: string) {
  try {
    const privateKey = process.getBuiltinModule('node:crypto').createPrivateKey(text)
    if (privateKey.asymmetricKeyType === 'ed25519') return {privateKey}
    return {problem: noKey(file, `it holds one of type ${privateKey.asymmetricKeyType}`)}
  } catch {
    return {problem: noKey(file, 'it is not an unencrypted private key in PEM')}
  }
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

function notMade(file: string, error: unknown): Problem {
  if (codeOf(error) === 'EEXIST') return problem('signing_key_exists', {file: printable(file)})
  return problem('signing_key_unwritten', {file: printable(file), cause: causeOf(error)})
}

function notOpened(file: string, error: unknown): Problem {
  if (codeOf(error) === 'ENOENT') return problem('signing_key_missing', {file: printable(file)})
  return noKey(file, codeOf(error) === 'ELOOP' ? 'it is a symbolic link' : causeOf(error))
}

const noKey = (file: string, cause: string) => problem('signing_key_none', {file: printable(file), cause})

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

const causeOf = (error: unknown) => printable(causeWords(error))
