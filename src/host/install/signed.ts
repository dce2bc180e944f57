import type {KeyObject} from 'node:crypto'
import type {Problem} from '../../text/problem.ts'
import {digestOf} from '../catalog/tree-digest.ts'
import type {Tree} from '../catalog/tree.ts'
import {signatureName, type Claim} from './claim.ts'

const prefix = 'ed25519:'

/** The digest of everything in the tree but its signature. */
export function signedDigest(tree: Tree): Promise<{readonly digest: string} | {readonly problem: Problem}> {
  return digestOf({...tree, entries: tree.entries.filter(({path}) => path !== signatureName)})
}

/** The signature of a release, as it is written to signature.json. */
export function signedBy(privateKey: KeyObject, about: Pick<Claim, 'name' | 'release' | 'digest'>): Claim {
  const {createPublicKey, sign} = process.getBuiltinModule('node:crypto')
  const signature = sign(null, signedText(about), privateKey).toString('base64url')
  return {version: 1, key: keyText(createPublicKey(privateKey)), ...about, signature}
}

/** Did the key that the claim names make its signature? Whose key that is, is another question. */
export function isMadeBy(claim: Claim): boolean {
  const {createPublicKey, verify} = process.getBuiltinModule('node:crypto')
  try {
    const x = claim.key.slice(prefix.length)
    const key = createPublicKey({key: {kty: 'OKP', crv: 'Ed25519', x}, format: 'jwk'})
    return verify(null, signedText(claim), key, Buffer.from(claim.signature, 'base64url'))
  } catch {
    return false
  }
}

/** A public key as people pass it on. */
export function keyText(publicKey: KeyObject): string {
  return `${prefix}${publicKey.export({format: 'jwk'}).x}`
}

/** Compared as keys: the last character of one can be written in several ways. */
export function isSameKey(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => Buffer.from(text.slice(prefix.length), 'base64url'))
  return a !== undefined && b !== undefined && a.length === 32 && a.equals(b)
}

/** The first line keeps a signature of the same key over something else from passing for one of a plugin. */
function signedText({name, release, digest}: Pick<Claim, 'name' | 'release' | 'digest'>): Buffer {
  return Buffer.from(`parrot-plugin-v1\n${name}\n${release}\n${digest}`)
}
