import {createHash, randomBytes} from 'node:crypto'
import {chmodSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {hash as bcrypt} from 'bcryptjs'
import {describe, expect, test} from 'vitest'
import {put} from '../home.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {Client, resultOf} from './client.ts'

/** As the scripts made one: `openssl rand -hex 32`. */
const made = () => randomBytes(32).toString('hex')
const sha256 = (key: string) => createHash('sha256').update(key).digest('hex')

/** A home with a user `pi`, as the scripts left it. */
function homeOf(api_key_hash: string | undefined, key: string) {
  const home = emptyHome()
  put(join(home, 'config/rbac_users.json'), {
    users: {
      me: {roles: ['admin'], uid: process.getuid?.()},
      pi: {roles: ['viewer'], ...(api_key_hash && {api_key_hash}), created: '2025-11-11T00:00:00Z'},
    },
  })
  const file = join(home, 'pi.key')
  put(file, `${key}\n`)
  return {home, file}
}

function imported(home: string, file: string, user = 'pi') {
  const {status, stdout} = parrot(home, ['key', 'import', user, '--key-file', file, '--json'])
  const {problems} = JSON.parse(stdout) as {problems: {code: string}[]}
  return {status, codes: problems.map(({code}) => code)}
}

describe('a key of the scripts', () => {
  test.each([
    ['bcrypt', (key: string) => bcrypt(key, 5)],
    ['SHA-256', async (key: string) => sha256(key)],
  ])('hashed with %s goes on as it is, and is kept as other keys are', async (_, hashed) => {
    const key = made()
    const hash = await hashed(key)
    const {home, file} = homeOf(hash, key)
    expect(parrot(home, ['mcp'], {PARROT_API_KEY: key}).status).toBe(77)
    expect(imported(home, file)).toEqual({status: 0, codes: []})
    const client = await new Client(home, '2026-07-28', {PARROT_API_KEY: key}).open()
    expect(resultOf(await client.call('whoami')).structuredContent).toMatchObject({
      name: 'pi/pi',
      roles: ['viewer'],
    })
    await client.leave()

    const files = ['config/keys.json', 'config/rbac_users.json'].map((name) =>
      readFileSync(join(home, name), 'utf8'),
    )
    const journal = parrot(home, ['events', 'list', '--json']).stdout
    expect(journal).toContain('KEY_REHASHED')
    for (const text of [...files, journal])
      for (const secret of [key, hash, sha256(key)]) expect(text).not.toContain(secret)
    expect(JSON.parse(files[1] ?? '')).toMatchObject({users: {pi: {created: '2025-11-11T00:00:00Z'}}})

    // What is taken back stays so, also where somebody puts the hash there again.
    parrot(home, ['key', 'revoke', 'pi'])
    put(join(home, 'config/rbac_users.json'), {
      users: {me: {roles: ['admin'], uid: process.getuid?.()}, pi: {roles: ['viewer'], api_key_hash: hash}},
    })
    expect(imported(home, file).codes).toEqual(['key_exists'])
    expect(parrot(home, ['mcp'], {PARROT_API_KEY: key}).status).toBe(77)
  })

  test('is not taken where it is another’s, could be guessed, lies open, or its hash is of no kind that is known', async () => {
    const key = made()
    const codes = (hash: string | undefined, text = key) => {
      const {home, file} = homeOf(hash, text)
      return imported(home, file).codes
    }
    expect(codes(sha256(made()))).toEqual(['key_not_of'])
    expect(codes(await bcrypt(made(), 5))).toEqual(['key_not_of'])
    expect(codes(sha256('changeme'), 'changeme')).toEqual(['key_no_seed'])
    expect(codes(undefined)).toEqual(['key_no_hash'])
    for (const hash of ['$2b$12$...', 'md5', (await bcrypt(key, 5)).replace('$05$', '$31$')])
      expect(codes(hash)).toEqual(['key_hash_unknown'])
    const {home, file} = homeOf(sha256(key), key)
    expect(imported(home, file, 'nobody').codes).toEqual(['user_missing'])
    chmodSync(file, 0o644)
    expect(imported(home, file).codes).toEqual(['key_file'])
  })
})
