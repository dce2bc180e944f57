import {generateKeyPairSync, sign, type KeyObject} from 'node:crypto'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {readTree} from '../../../src/host/catalog/tree.ts'
import {digestOf} from '../../../src/host/catalog/tree-digest.ts'
import {signatureOf, type Signature} from '../../../src/host/install/signature.ts'

export const about = {name: 'weather', version: '1.2.0'}

/** A key as its owner has it, made without the code under test. */
export function newKey(): {readonly privateKey: KeyObject; readonly key: string} {
  const {privateKey, publicKey} = generateKeyPairSync('ed25519')
  return {privateKey, key: `ed25519:${publicKey.export({format: 'jwk'}).x}`}
}

export type Key = ReturnType<typeof newKey>

/** A small plugin in a folder of its own, gone after the test. */
export function newPlugin(change: object = {}): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'parrot-sign-')), 'weather')
  onTestFinished(() => rmSync(join(dir, '..'), {recursive: true, force: true}))
  mkdirSync(join(dir, 'lib'), {recursive: true})
  const manifest = {
    ...about,
    description: 'The weather',
    entrypoint: 'weather.sh',
    permissions: [],
    ...change,
  }
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(dir, 'weather.sh'), '#!/bin/sh\necho sun\n', {mode: 0o755})
  writeFileSync(join(dir, 'lib/words.txt'), 'sun\nrain\n')
  return dir
}

/** The digest of all that is in the folder now; what is signed before there is a signature. */
export async function digestIn(dir: string): Promise<string> {
  const tree = readTree(dir)
  const found = 'problem' in tree ? tree : await digestOf(tree)
  if ('problem' in found) throw new Error(JSON.stringify(found.problem))
  return found.digest
}

/** A signature as it is specified, written out here, with whatever is to be wrong about it. */
export async function claimFor(dir: string, {privateKey, key}: Key, wrong: Record<string, unknown> = {}) {
  const digest = await digestIn(dir)
  const said = {name: about.name, release: about.version, digest, ...wrong}
  const bytes = Buffer.from(`parrot-plugin-v1\n${said.name}\n${said.release}\n${said.digest}`)
  const signature = sign(null, bytes, privateKey).toString('base64url')
  return {version: 1, key, ...said, signature}
}

export function writeClaim(dir: string, claim: unknown): void {
  writeFileSync(join(dir, 'signature.json'), typeof claim === 'string' ? claim : JSON.stringify(claim))
}

/** What is said of the folder now, where these keys are trusted. */
export async function judged(dir: string, keys: Readonly<Record<string, string>> = {}): Promise<Signature> {
  const tree = readTree(dir)
  if ('problem' in tree) throw new Error(JSON.stringify(tree.problem))
  return signatureOf(tree, about, keys)
}
