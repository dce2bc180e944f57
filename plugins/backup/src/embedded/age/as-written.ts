import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import type {Job} from '../../engine.ts'
import {digestIn, openStored} from '../store.ts'
import {digestLength} from './sealed-output.ts'

/** Are the bytes of an encrypted archive those that were written, by the digest in its name? No key is needed to say that. */
export async function asWritten({dir, signal}: Job, name: string): Promise<boolean> {
  const digest = createHash('sha256')
  const bytes = createReadStream('', {fd: openStored(dir, name), signal, highWaterMark: 1024 ** 2})
  for await (const piece of bytes) digest.update(piece as Buffer)
  return digest.digest('hex').slice(0, digestLength) === digestIn(name)
}
