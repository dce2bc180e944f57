import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {readTree} from '../../src/host/catalog/tree.ts'
import {digestOf} from '../../src/host/catalog/tree-digest.ts'
import {readClaim} from '../../src/host/install/claim.ts'
import {signFolder} from '../../src/host/install/sign.ts'
import {signatureOf} from '../../src/host/install/signature.ts'
import {isMadeBy} from '../../src/host/install/signed.ts'
import {makeSigningKey} from '../../src/host/install/signing-key.ts'

const root = mkdtempSync(join(tmpdir(), 'parrot-bench-'))
const about = {name: 'weather', version: '1.0.0'}
try {
  const dir = join(root, 'weather')
  mkdirSync(dir)
  const manifest = {...about, description: 'The weather', entrypoint: 'weather.sh', permissions: []}
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(dir, 'weather.sh'), '#!/bin/sh\necho sun\n', {mode: 0o755})
  const made = makeSigningKey(join(root, 'key'))
  if (!('key' in made)) throw new Error('no key')
  const signed = await signFolder(dir, join(root, 'key'), process.getuid?.() ?? -1)
  const tree = readTree(dir)
  const claim = 'problem' in tree ? undefined : readClaim(tree)
  if ('problems' in signed || 'problem' in tree || claim === undefined || 'fault' in claim)
    throw new Error('not signed')
  const keys = {ada: made.key}
  const {state} = await signatureOf(tree, about, keys)
  if (state !== 'signed') throw new Error(`it is ${state}`)

  say('the signature alone', await micros(async () => isMadeBy(claim)))
  say('its file read and checked', await micros(async () => readClaim(tree)))
  say('the digest of a plugin of two files', await micros(() => digestOf(tree)))
  say('all of it, the tree walked too', await micros(() => signatureOf(treeOf(dir), about, keys)))
} finally {
  rmSync(root, {recursive: true, force: true})
}

function treeOf(dir: string) {
  const tree = readTree(dir)
  if ('problem' in tree) throw new Error('no tree')
  return tree
}

/** The median of 9 rounds of 200. */
async function micros(work: () => Promise<unknown>): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < 9; round++) {
    const start = performance.now()
    for (let time = 0; time < 200; time++) await work()
    rounds.push(((performance.now() - start) / 200) * 1000)
  }
  return rounds.toSorted((a, b) => a - b)[4] ?? 0
}

function say(what: string, took: number): void {
  process.stdout.write(`${what.padEnd(40)} ${took.toFixed(0)} µs\n`)
}
