import {execFileSync} from 'node:child_process'
import {createPrivateKey, generateKeyPairSync} from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {signFolder} from '../../../src/host/install/sign.ts'
import {newHome, put} from '../../home.ts'
import {atDoor} from '../../terminal/at-door.ts'
import {parrot} from '../../terminal/program.ts'
import {digestIn, judged, newPlugin} from './signed-plugin.ts'

type Answer = {
  readonly output: Record<string, unknown>
  readonly problems: readonly {readonly code: string}[]
}

async function asked(around: ReturnType<typeof newHome>, ...argv: string[]) {
  const {status, out} = await atDoor(around, ['plugin', ...argv, '--json'])
  const {output, problems} = JSON.parse(out) as Answer
  return {status, output, codes: problems.map(({code}) => code)}
}

async function withKey() {
  const around = newHome()
  const {output} = await asked(around, 'keygen')
  return {around, key: String(output['key']), file: join(around.home, 'config/signing.key')}
}

describe('keygen', () => {
  test('the private half goes to a file for its owner alone, the public one is told', async () => {
    const around = newHome()
    const {status, out} = await atDoor(around, ['plugin', 'keygen'])
    const file = join(around.home, 'config/signing.key')
    const pem = readFileSync(file, 'utf8')
    const {x, kty, crv} = createPrivateKey(pem).export({format: 'jwk'})
    expect({status, kty, crv, mode: statSync(file).mode & 0o777}).toEqual({
      status: 0,
      kty: 'OKP',
      crv: 'Ed25519',
      mode: 0o600,
    })
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(out).toContain(file)
    const line = out.split('\n').find((each) => each.startsWith('{'))
    expect(Object.values((JSON.parse(line ?? '') as {install: {keys: object}}).install.keys)).toEqual([
      `ed25519:${x}`,
    ])
    expect(out).not.toContain(pem.split('\n')[1])
  })

  test('what it says to put into the configuration is what the configuration takes', async () => {
    const {around, key} = await withKey()
    const {out} = await atDoor(around, ['plugin', 'keygen', '--out', 'second.key'])
    const line = out.split('\n').find((each) => each.startsWith('{'))
    put(join(around.home, 'config/config.json'), line)
    expect(await atDoor(around, ['whoami'])).toMatchObject({status: 0, err: ''})
    expect(out).not.toContain(key)
  })

  test('nothing that is there is overwritten, a link that leads nowhere included', async () => {
    const {around, file} = await withKey()
    const before = readFileSync(file, 'utf8')
    expect(await asked(around, 'keygen')).toMatchObject({status: 1, codes: ['signing_key_exists']})
    expect(readFileSync(file, 'utf8')).toBe(before)
    const left = readdirSync(join(around.home, 'config')).filter((name) => name.startsWith('signing'))
    expect(left).toEqual(['signing.key'])
    symlinkSync(join(around.home, 'elsewhere'), join(around.home, 'link.key'))
    expect(await asked(around, 'keygen', '--out', 'link.key')).toMatchObject({
      status: 1,
      codes: ['signing_key_exists'],
    })
    expect(existsSync(join(around.home, 'elsewhere'))).toBe(false)
  })

  test('a folder that is not there is not made', async () => {
    const around = newHome()
    expect(await asked(around, 'keygen', '--out', 'no/such.key')).toMatchObject({
      status: 1,
      codes: ['signing_key_unwritten'],
    })
    expect(existsSync(join(around.home, 'no'))).toBe(false)
  })
})

describe('sign', () => {
  test('what was signed is signed, for whoever trusts the key', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    expect(await asked(around, 'sign', dir)).toMatchObject({
      status: 0,
      output: {name: 'weather', version: '1.2.0', key, file: join(dir, 'signature.json')},
    })
    expect(await judged(dir, {ada: key})).toEqual({state: 'signed', key, by: 'ada'})
    expect(await judged(dir)).toMatchObject({state: 'unsigned', key})
    expect(readdirSync(dir).toSorted()).toEqual(['lib', 'manifest.json', 'signature.json', 'weather.sh'])
    expect(statSync(join(dir, 'signature.json')).mode & 0o644).toBe(0o644)
  })

  test('the second signature takes the place of the first, and signing the same again changes nothing', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    await asked(around, 'sign', dir)
    const first = readFileSync(join(dir, 'signature.json'), 'utf8')
    await asked(around, 'sign', dir)
    expect(readFileSync(join(dir, 'signature.json'), 'utf8')).toBe(first)
    writeFileSync(join(dir, 'lib/words.txt'), 'fog\n')
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'modified'})
    await asked(around, 'sign', dir)
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'signed'})
  })

  test('what a signing that was killed left behind is not signed', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    writeFileSync(join(dir, '.signature.json.new'), '{"version": 1')
    expect(await asked(around, 'sign', dir)).toMatchObject({status: 0})
    expect(existsSync(join(dir, '.signature.json.new'))).toBe(false)
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'signed'})
  })

  test('the history of a repository is not signed: it is in no release', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    mkdirSync(join(dir, '.git/refs'), {recursive: true})
    writeFileSync(join(dir, '.git/HEAD'), 'ref: refs/heads/main\n')
    expect(await asked(around, 'sign', dir)).toMatchObject({status: 0})
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'modified'})
    rmSync(join(dir, '.git'), {recursive: true})
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'signed'})
  })

  test('a link in the place of the signature is replaced, not followed', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    const outside = join(around.home, 'outside.json')
    writeFileSync(outside, 'mine')
    symlinkSync('lib/words.txt', join(dir, 'signature.json'))
    expect(await asked(around, 'sign', dir)).toMatchObject({status: 0})
    expect(readFileSync(join(dir, 'lib/words.txt'), 'utf8')).toBe('sun\nrain\n')
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'signed'})
    rmSync(join(dir, 'signature.json'))
    symlinkSync(outside, join(dir, 'signature.json'))
    expect(await asked(around, 'sign', dir)).toMatchObject({status: 1, codes: ['tree_refused']})
    expect(readFileSync(outside, 'utf8')).toBe('mine')
  })

  test.each<readonly [string, string, (dir: string) => void]>([
    ['no manifest', 'manifest_unreadable', (dir) => rmSync(join(dir, 'manifest.json'))],
    ['a manifest with a mistake', 'manifest_wrong', (dir) => manifest(dir, {verison: '1'})],
    ["one of Parrot's own names", 'manifest_wrong', (dir) => manifest(dir, {name: 'plugin'})],
    ['no entrypoint', 'entry_missing', (dir) => rmSync(join(dir, 'weather.sh'))],
    ['one that cannot be run', 'entry_not_executable', (dir) => chmodSync(join(dir, 'weather.sh'), 0o644)],
    ['a link out of it', 'tree_refused', (dir) => symlinkSync('/etc/passwd', join(dir, 'lib/link'))],
    ['a setuid file', 'tree_refused', (dir) => chmodSync(join(dir, 'lib/words.txt'), 0o4755)],
    ['no folder', 'manifest_unreadable', (dir) => rmSync(dir, {recursive: true})],
  ])('%s: nothing is written', async (_, code, spoil) => {
    const {around} = await withKey()
    const dir = newPlugin()
    spoil(dir)
    const {status, codes} = await asked(around, 'sign', dir)
    expect({status, codes: codes.slice(0, 1)}).toEqual({status: 1, codes: [code]})
    expect(existsSync(join(dir, 'signature.json'))).toBe(false)
  })

  test('a folder that is in the way is left where it is', async () => {
    const {around} = await withKey()
    const dir = newPlugin()
    mkdirSync(join(dir, 'signature.json/deep'), {recursive: true})
    expect(await asked(around, 'sign', dir)).toMatchObject({status: 1, codes: ['sign_unwritten']})
    expect(existsSync(join(dir, 'signature.json/deep'))).toBe(true)
  })
})

describe('somebody at work in the folder meanwhile', () => {
  test('files more, once the others were looked at: the signature would be of other files', async () => {
    const {around, key, file} = await withKey()
    const dir = newPlugin()
    // So much is not read in one go: others get their turn in between.
    for (const name of ['a', 'b']) writeFileSync(join(dir, name), Buffer.alloc(9 * 1024 ** 2))
    const over = new AbortController()
    const signed = signFolder(dir, file, around.uid).finally(() => over.abort())
    for (let turn = 0; !over.signal.aborted; turn++) {
      writeFileSync(join(dir, `more${turn}`), '')
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await signed).toMatchObject({problems: [{code: 'sign_changed'}]})
    expect(await judged(dir, {ada: key})).toMatchObject({state: 'modified'})
  })

  test('another manifest, once it was read: the signature would be of another release', async () => {
    const {around, file} = await withKey()
    const dir = newPlugin()
    const signing = signFolder(dir, file, around.uid)
    manifest(dir, {version: '2.0.0'})
    expect(await signing).toMatchObject({problems: [{code: 'sign_changed'}]})
    expect(existsSync(join(dir, 'signature.json'))).toBe(false)
  })
})

describe('the key that signs', () => {
  test.each<readonly [string, string, (file: string) => void]>([
    ['that is not there', 'signing_key_missing', (file) => rmSync(file)],
    ['that the group can read', 'signing_key_open', (file) => chmodSync(file, 0o640)],
    ['that others can write', 'signing_key_open', (file) => chmodSync(file, 0o602)],
    ['that is a link', 'signing_key_none', (file) => linked(file)],
    ['that is a folder', 'signing_key_none', (file) => (rmSync(file), mkdirSync(file))],
    ['that is no key', 'signing_key_none', (file) => writeFileSync(file, 'hello')],
    ['that is too large', 'signing_key_none', (file) => appendFileSync(file, '\n'.repeat(20_000))],
    ['of another kind', 'signing_key_none', (file) => writeFileSync(file, pem('p256'))],
    ['that needs a passphrase', 'signing_key_none', (file) => writeFileSync(file, pem('locked'))],
  ])('%s', async (_, code, spoil) => {
    const {around, file} = await withKey()
    const dir = newPlugin()
    spoil(file)
    expect(await asked(around, 'sign', dir)).toMatchObject({status: 1, codes: [code]})
    expect(existsSync(join(dir, 'signature.json'))).toBe(false)
  })

  test.runIf(process.getuid?.() === 0)('that belongs to somebody else', async () => {
    const {around, file} = await withKey()
    chownSync(file, 12_345, 0)
    expect(await asked(around, 'sign', newPlugin())).toMatchObject({codes: ['signing_key_open']})
  })

  test('that is named, from where one stands', async () => {
    const around = newHome()
    const {output} = await asked(around, 'keygen', '--out', 'release.key')
    const dir = newPlugin()
    expect(await asked(around, 'sign', dir, '--key', 'release.key')).toMatchObject({
      status: 0,
      output: {key: output['key']},
    })
  })
})

describe('a signature holds on the way to others', () => {
  const run = (cwd: string, program: string, ...args: string[]) => {
    const env = {PATH: process.env['PATH'], HOME: newHome().home, GIT_CONFIG_NOSYSTEM: '1'}
    return execFileSync(program, args, {cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']})
  }

  test('through a commit of git', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    run(dir, 'git', 'init', '-q')
    await asked(around, 'sign', dir)
    run(dir, 'git', 'add', '-A')
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
    run(dir, 'git', ...who, 'commit', '-qm', 'Release')
    const there = join(around.home, 'weather')
    mkdirSync(there)
    run(dir, 'git', 'archive', '-o', join(around.home, 'weather.tar'), 'HEAD')
    run(there, 'tar', '-xf', '../weather.tar')
    expect(await judged(there, {ada: key})).toEqual({state: 'signed', key, by: 'ada'})
    chmodSync(join(there, 'weather.sh'), 0o644)
    expect(await judged(there, {ada: key})).toMatchObject({state: 'modified'})
  })

  test('through a package of npm, which leaves out what it leaves out', async () => {
    const {around, key} = await withKey()
    const dir = newPlugin()
    put(join(dir, 'package.json'), {name: 'weather', version: '1.2.0'})
    chmodSync(join(dir, 'package.json'), 0o644)
    await asked(around, 'sign', dir)
    run(dir, 'npm', 'pack', '--ignore-scripts', '--pack-destination', around.home)
    run(around.home, 'tar', '-xf', 'weather-1.2.0.tgz')
    expect(await judged(join(around.home, 'package'), {ada: key})).toEqual({state: 'signed', key, by: 'ada'})

    mkdirSync(join(dir, 'node_modules/left'), {recursive: true})
    writeFileSync(join(dir, 'node_modules/left/index.js'), '')
    await asked(around, 'sign', dir)
    run(dir, 'npm', 'pack', '--ignore-scripts', '--pack-destination', around.home)
    rmSync(join(around.home, 'package'), {recursive: true})
    run(around.home, 'tar', '-xf', 'weather-1.2.0.tgz')
    expect(await judged(join(around.home, 'package'), {ada: key})).toMatchObject({state: 'modified'})
  })
})

test('the program makes a key, signs with it, and says what to do when it cannot', async () => {
  const {home} = newHome()
  const dir = newPlugin()
  expect(parrot(home, ['plugin', 'sign', dir])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('→ Make one: parrot plugin keygen\n'),
  })
  const made = parrot(home, ['plugin', 'keygen'])
  expect(made).toMatchObject({status: 0, stderr: ''})
  const [key = ''] = /ed25519:[\w-]{43}/.exec(made.stdout) ?? []
  const signed = parrot(home, ['plugin', 'sign', dir])
  // As treeDigest counts every installed plugin, its signature included.
  const digest = await digestIn(dir)
  expect(signed).toEqual({
    status: 0,
    stdout: `weather 1.2.0 is signed by ${key}, in ${dir}/signature.json.\nIts digest, for an index: ${digest}\n`,
    stderr: '',
  })
  expect(await judged(dir, {ada: key})).toMatchObject({state: 'signed'})
})

test('who may not sign learns nothing of keys and makes none', async () => {
  const uid = process.getuid?.() ?? -1
  const users = {users: {bob: {roles: ['operator'], uid}}}
  const around = {...newHome({'config/rbac_users.json': users}), username: 'bob'}
  expect(await atDoor(around, ['plugin', 'keygen'])).toMatchObject({status: 77, out: ''})
  expect(await atDoor(around, ['plugin', 'sign', newPlugin()])).toMatchObject({
    status: 77,
    err: expect.stringContaining('plugin:sign'),
  })
  expect(existsSync(join(around.home, 'config/signing.key'))).toBe(false)
})

test('both are in the record, the private half is not', async () => {
  const {around, file} = await withKey()
  await asked(around, 'sign', newPlugin())
  const {out} = await atDoor(around, ['audit', 'export'])
  expect(out).toContain('plugin_keygen')
  expect(out).toContain('plugin_sign')
  expect(out).not.toContain(readFileSync(file, 'utf8').split('\n')[1])
})

function manifest(dir: string, change: object): void {
  const text = readFileSync(join(dir, 'manifest.json'), 'utf8')
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({...(JSON.parse(text) as object), ...change}))
}

function linked(file: string): void {
  const text = readFileSync(file)
  rmSync(file)
  writeFileSync(`${file}.real`, text, {mode: 0o600})
  symlinkSync(`${file}.real`, file)
}

function pem(kind: 'p256' | 'locked'): string {
  if (kind === 'p256') {
    const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'})
    return privateKey.export({format: 'pem', type: 'pkcs8'})
  }
  const {privateKey} = generateKeyPairSync('ed25519')
  const locked = {format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x'} as const
  return privateKey.export(locked)
}
