import {closeSync, constants, copyFileSync, fstatSync, openSync} from 'node:fs'
import {join} from 'node:path'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import type {Fetched, Fetching} from './fetch.ts'
import type {Source} from './source.ts'
import {unpack} from './unpack.ts'

/** Unpacks a copy of a local tarball, so that nobody changes it between being looked at and being unpacked. */
export async function fetchTarball(
  {path, text}: Extract<Source, {readonly path: string}>,
  fetching: Fetching,
) {
  const copy = join(fetching.staging, 'plugin.tgz')
  const missing = cannotRead(path)
  if (missing !== undefined) return {problems: [problem('tarball_refused', {path, cause: missing})]}
  copyFileSync(path, copy)
  const dir = join(fetching.staging, 'plugin')
  const problems = await unpack(copy, dir, fetching)
  if (problems.length > 0) return {problems}
  return {dir, from: {source: text, resolved: path, integrity: await integrityOf(copy)}} satisfies Fetched
}

/** As npm writes it. */
async function integrityOf(file: string): Promise<string> {
  const {createHash} = process.getBuiltinModule('node:crypto')
  const hash = createHash('sha512')
  for await (const chunk of process.getBuiltinModule('node:fs').createReadStream(file))
    hash.update(chunk as Buffer)
  return `sha512-${hash.digest('base64')}`
}

function cannotRead(path: string): string | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return fstatSync(fd).isFile() ? undefined : 'it is not a regular file'
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    return causeWords(error)
  }
}
