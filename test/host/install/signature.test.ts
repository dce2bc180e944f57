import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readTree} from '../../../src/host/catalog/tree.ts'
import {signatureOf} from '../../../src/host/install/signature.ts'
import {says} from '../../../src/text/problem.ts'
import {about, claimFor, judged, newKey, newPlugin, writeClaim} from './signed-plugin.ts'

/** A plugin that Ada signed, and that everything is right about. */
async function signedPlugin() {
  const ada = newKey()
  const dir = newPlugin()
  writeClaim(dir, await claimFor(dir, ada))
  expect(await judged(dir, {ada: ada.key})).toEqual({state: 'signed', key: ada.key, by: 'ada'})
  return {dir, ada}
}

test('without a signature it is unsigned, and there is nothing to say about it', async () => {
  expect(await judged(newPlugin(), {ada: newKey().key})).toEqual({state: 'unsigned'})
})

test('only keys that are trusted count; another valid one says how it would', async () => {
  const {dir, ada} = await signedPlugin()
  const mallory = newKey()
  const {state, key, by, problem} = await judged(dir, {mallory: mallory.key})
  expect({state, key, by, code: problem?.code}).toEqual({
    state: 'unsigned',
    key: ada.key,
    by: undefined,
    code: 'signature_untrusted',
  })
  writeClaim(dir, '')
  rmSync(join(dir, 'signature.json'))
  writeClaim(dir, await claimFor(dir, mallory))
  expect(await judged(dir, {ada: ada.key})).toMatchObject({state: 'unsigned', key: mallory.key})
})

test('a key that the configuration writes with other spare bits is the same key', async () => {
  const {dir, ada} = await signedPlugin()
  expect(await judged(dir, {ada: respelled(ada.key)})).toMatchObject({state: 'signed'})
})

describe('what was signed is every file, as it is', () => {
  test.each<readonly [string, (dir: string) => void]>([
    ['a byte more', (dir) => appendFileSync(join(dir, 'weather.sh'), '\n')],
    ['a file more', (dir) => writeFileSync(join(dir, 'lib/more'), '')],
    ['a folder more', (dir) => mkdirSync(join(dir, 'empty'))],
    ['a file less', (dir) => rmSync(join(dir, 'lib/words.txt'))],
    ['another name', (dir) => renameSync(join(dir, 'lib/words.txt'), join(dir, 'lib/word.txt'))],
    ['the x-bit of a file', (dir) => chmodSync(join(dir, 'lib/words.txt'), 0o755)],
    ['a link', (dir) => symlinkSync('words.txt', join(dir, 'lib/link'))],
    ['a signature deeper down', (dir) => writeFileSync(join(dir, 'lib/signature.json'), '{}')],
    ['what is called almost like it', (dir) => writeFileSync(join(dir, 'signature.json.bak'), '{}')],
    ['the history of a repository', (dir) => mkdirSync(join(dir, '.git'))],
  ])('%s: modified', async (_, change) => {
    const {dir, ada} = await signedPlugin()
    change(dir)
    const {state, key, problem} = await judged(dir, {ada: ada.key})
    expect({state, key, code: problem?.code}).toEqual({
      state: 'modified',
      key: ada.key,
      code: 'signature_modified',
    })
    // Nobody has to know the key to know that something is wrong.
    expect(await judged(dir)).toMatchObject({state: 'modified', key: ada.key})
  })
})

describe('a signature over something else is invalid, whoever made it', () => {
  test.each([
    ['another plugin', {name: 'weather_pro'}],
    ['another release', {release: '1.2.1'}],
    ['the same release with a build', {release: '1.2.0+1'}],
  ])('%s', async (_, wrong) => {
    const {dir, ada} = await signedPlugin()
    rmSync(join(dir, 'signature.json'))
    writeClaim(dir, await claimFor(dir, ada, wrong))
    const {state, problem} = await judged(dir, {ada: ada.key})
    expect({state, code: problem?.code}).toEqual({state: 'invalid', code: 'signature_of_other'})
  })

  test('an old release, put in place of a new one together with its signature', async () => {
    const {dir, ada} = await signedPlugin()
    const tree = readTree(dir)
    if ('problem' in tree) throw new Error(says(tree.problem))
    const asNew = await signatureOf(tree, {...about, version: '2.0.0'}, {ada: ada.key})
    expect(asNew).toMatchObject({state: 'invalid', problem: {code: 'signature_of_other'}})
  })
})

describe('a signature that was tampered with is invalid', () => {
  const mallory = newKey()
  test.each<readonly [string, (claim: Awaited<ReturnType<typeof claimFor>>) => object]>([
    ['a bit of it', (claim) => ({...claim, signature: flipped(claim.signature)})],
    ['the name it is about', (claim) => ({...claim, name: 'weather_pro'})],
    ['the release it is about', (claim) => ({...claim, release: '1.2.1'})],
    ['the digest it is about', (claim) => ({...claim, digest: `sha512-${'A'.repeat(86)}==`})],
    ["somebody else's key beside it", (claim) => ({...claim, key: mallory.key})],
    ['a key of nothing but zeros', (claim) => ({...claim, key: `ed25519:${'A'.repeat(43)}`})],
  ])('%s', async (_, change) => {
    const {dir, ada} = await signedPlugin()
    rmSync(join(dir, 'signature.json'))
    const claim = await claimFor(dir, ada)
    writeClaim(dir, change(claim))
    const {state, problem} = await judged(dir, {ada: ada.key, mallory: mallory.key})
    expect({state, code: problem?.code}).toEqual({state: 'invalid', code: 'signature_false'})
  })

  test('one over other bytes with the same key: a head of a journal is no signature of a plugin', async () => {
    const {dir, ada} = await signedPlugin()
    rmSync(join(dir, 'signature.json'))
    const claim = await claimFor(dir, ada)
    const {sign} = await import('node:crypto')
    const bytes = Buffer.from(`parrot-head-1\n${claim.name}\n${claim.release}\n${claim.digest}`)
    writeClaim(dir, {...claim, signature: sign(null, bytes, ada.privateKey).toString('base64url')})
    expect(await judged(dir, {ada: ada.key})).toMatchObject({state: 'invalid'})
  })
})

describe('a file that is not one of ours is invalid', () => {
  test.each<readonly [string, (claim: object) => unknown]>([
    ['empty', () => ''],
    ['no JSON', () => '{'],
    ['null', () => 'null'],
    ['a list', (claim) => [claim]],
    ['a number', () => 7],
    ['another version', (claim) => ({...claim, version: 2})],
    ['a version in quotes', (claim) => ({...claim, version: '1'})],
    ['a field more', (claim) => ({...claim, trust: 'me'})],
    ['a field less', (claim) => ({...claim, digest: undefined})],
    ['a field of another name in its place', (claim) => ({...claim, digest: undefined, hash: 'x'})],
    ['an object for a name', (claim) => ({...claim, name: {toString: 'weather'}})],
    ['a name of several lines', (claim) => ({...claim, name: 'weather\n1.2.0'})],
    ['a release of several lines', (claim) => ({...claim, release: '1.2.0\nsha512-'})],
    ['a key of another kind', (claim) => ({...claim, key: `rsa:${'A'.repeat(43)}`})],
    ['a short signature', (claim) => ({...claim, signature: 'AAAA'})],
    ['more than 4 KiB', (claim) => `${JSON.stringify(claim)}${' '.repeat(4096)}`],
    ['a byte order mark', (claim) => `\ufeff${JSON.stringify(claim)}`],
  ])('%s', async (_, change) => {
    const {dir, ada} = await signedPlugin()
    rmSync(join(dir, 'signature.json'))
    writeClaim(dir, change(await claimFor(dir, ada)))
    const {state, problem} = await judged(dir, {ada: ada.key})
    expect({state, code: problem?.code}).toEqual({state: 'invalid', code: 'signature_form'})
  })

  test('one that would be read as another: spare bits in the last character', async () => {
    const {dir, ada} = await signedPlugin()
    rmSync(join(dir, 'signature.json'))
    const claim = await claimFor(dir, ada)
    const spare = respelled(claim.signature)
    expect(Buffer.from(spare, 'base64url')).toEqual(Buffer.from(claim.signature, 'base64url'))
    writeClaim(dir, {...claim, signature: spare})
    expect(await judged(dir, {ada: ada.key})).toMatchObject({
      state: 'invalid',
      problem: {code: 'signature_form'},
    })
  })

  test('a link, a folder, a file that is not UTF-8', async () => {
    const {dir, ada} = await signedPlugin()
    const file = join(dir, 'signature.json')
    const judge = async () => (await judged(dir, {ada: ada.key})).problem
    renameSync(file, join(dir, 'lib/real.json'))
    symlinkSync('lib/real.json', file)
    expect(await judge()).toMatchObject({params: {cause: 'it is not a regular file'}})
    rmSync(file)
    mkdirSync(file)
    expect(await judge()).toMatchObject({params: {cause: 'it is not a regular file'}})
    rmSync(file, {recursive: true})
    writeFileSync(file, Buffer.from([0x22, 0xff, 0x22]))
    expect(await judge()).toMatchObject({params: {cause: 'it is not UTF-8'}})
  })

  test('one that changes after the tree was looked at', async () => {
    const {dir, ada} = await signedPlugin()
    const tree = readTree(dir)
    if ('problem' in tree) throw new Error(says(tree.problem))
    truncateSync(join(dir, 'signature.json'), 3)
    expect(await signatureOf(tree, about, {ada: ada.key})).toMatchObject({
      state: 'invalid',
      problem: {params: {cause: 'it changed while it was read'}},
    })
    rmSync(join(dir, 'signature.json'))
    symlinkSync('/etc/hostname', join(dir, 'signature.json'))
    expect(await signatureOf(tree, about, {ada: ada.key})).toMatchObject({state: 'invalid'})
  })
})

/** The same bytes in other letters. */
function respelled(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return `${text.slice(0, -1)}${alphabet[alphabet.indexOf(text.at(-1) ?? '') + 1] ?? ''}`
}

function flipped(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64url')
}
