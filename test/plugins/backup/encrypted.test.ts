import {execFileSync, spawnSync} from 'node:child_process'
import {mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync} from 'node:fs'
import {createHash, hash, randomBytes} from 'node:crypto'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {drill} from '../../../plugins/backup/src/embedded/drill.ts'
import {list} from '../../../plugins/backup/src/embedded/list.ts'
import {prune} from '../../../plugins/backup/src/embedded/prune.ts'
import {restore} from '../../../plugins/backup/src/embedded/restore.ts'
import {Spool} from '../../../plugins/backup/src/embedded/spool.ts'
import {verify} from '../../../plugins/backup/src/embedded/verify.ts'
import {needs} from '../../needs.ts'
import {randomFrom} from '../../scripts/random.ts'
import {seedOf} from '../../soak.ts'
import {newPlace} from './place.ts'

const seed = seedOf(250_305)
const random = randomFrom(seed)
const noise = randomBytes
const newest = {all: false}

needs('age', 'apt-get install age')('an encrypted archive', () => {
  test('is opened by age, zstd and tar, with the identity of each recipient', async () => {
    const {source, put, make, dir, root} = place()
    put('folder/large', noise(3_000_000))
    put('small', 'a small one')
    const [one, other] = [keygen(root), keygen(root)]
    const {archive = ''} = await make([one.recipient, other.recipient])
    expect(archive).toMatch(/^backup-\d{8}T\d{9}Z-[0-9a-f]{16}\.tar\.zst\.age$/)
    expect(hash('sha256', readFileSync(join(dir, archive))).slice(0, 16)).toBe(archive.slice(27, 43))
    for (const {file} of [one, other]) {
      const out = join(root, `out-${readdirSync(root).length}`)
      mkdirSync(out)
      const words = 'age -d -i "$1" "$2" | zstd -dcq | tar -xf - -C "$3"'
      execFileSync('bash', ['-o', 'pipefail', '-c', words, 'bash', file, join(dir, archive), out])
      for (const name of ['folder/large', 'small'])
        expect(readFileSync(join(out, source, name)).equals(readFileSync(join(source, name)))).toBe(true)
    }
  })

  test('is listed, verified, drilled and restored with an identity, among others of its file', async () => {
    const {job, source, below, root, put, make} = place()
    for (let n = 0; n < 40; n++) put(`${n}`, noise(n * 9001))
    const [one, other] = [keygen(root), keygen(root)]
    const {archive = '', entries, files} = await make([one.recipient])
    const open = {...job, identity: `${other.text}\n${one.text}`}
    expect((await list(open)).archives).toMatchObject([{archive, state: 'complete', entries}])
    expect((await verify(open, newest)).archives).toMatchObject([{archive, entries, damagedCount: 0}])
    const drilled = await drill(open, {sample: 1000, scratch: root})
    expect(drilled).toMatchObject({sampled: files, sameAsSource: files})
    const {folder, failed} = await restore(open, {below, only: [], overwrite: false})
    expect([failed, folder]).toEqual([[], join(below, archive.slice(0, 26))])
    const same = readdirSync(source).map((name) =>
      readFileSync(join(source, name)).equals(readFileSync(join(folder, source, name))),
    )
    expect(same).toEqual(Array.from({length: 40}, () => true))
  })

  test('that age wrote of ours is read, so a recipient can be changed', async () => {
    const {job, root, dir, put, make} = place()
    put('x', noise(200_000))
    const [one, other] = [keygen(root), keygen(root)]
    const {archive = ''} = await make([one.recipient])
    const again = 'backup-20990101T000000000Z-0123456789abcdef.tar.zst.age'
    const words = 'age -d -i "$1" "$2" | age -r "$3" -o "$4"'
    const args = [one.file, join(dir, archive), other.recipient, join(dir, again)]
    execFileSync('bash', ['-o', 'pipefail', '-c', words, 'bash', ...args])
    const verified = await verify({...job, identity: other.text}, {archive: again, all: false})
    expect(verified).toMatchObject({archives: [{archive: again, damagedCount: 0}]})
  })

  test('says which key is wanted where there is none, another, or what is no key', async () => {
    const {job, root, below, put, make} = place()
    put('x', 'x')
    const [one, other] = [keygen(root), keygen(root)]
    const {archive = ''} = await make([one.recipient])
    const reasons = [
      [undefined, 'BACKUP_AGE_IDENTITY is not set; "parrot plugin config backup set'],
      ['\n', 'BACKUP_AGE_IDENTITY is not set'],
      [
        other.text,
        'it is encrypted for others than BACKUP_AGE_IDENTITY; that has to be the identity of one of',
      ],
      [one.recipient, 'BACKUP_AGE_IDENTITY holds a recipient, which only encrypts'],
      [`${one.text.trim()}Q`, 'BACKUP_AGE_IDENTITY is no identity of age'],
    ] as const
    for (const [identity, why] of reasons) {
      const closed = {...job, identity}
      const told = [
        await verify(closed, newest).catch(String),
        await verify(closed, {all: true}).catch(String),
        await verify(closed, {archive, all: false}).catch(String),
        await drill(closed, {sample: 1, scratch: root}).catch(String),
        await restore(closed, {below, only: [], overwrite: false}).catch(String),
      ]
      for (const text of told) {
        expect(text).toContain(`${archive}: `)
        expect(text).toContain(why)
        expect(text).not.toMatch(/SECRET-KEY-1\w/)
      }
      const [row] = (await list(closed)).archives
      expect(row).toMatchObject({archive, state: 'encrypted', why: expect.stringContaining(why)})
      expect(row).toMatchObject({
        entries: null,
        files: null,
        bytes: null,
        missingCount: null,
        changedCount: null,
      })
      expect(row?.created?.replaceAll(/[-:.]/g, '')).toBe(archive.slice(7, 26))
    }
  })

  test(`shows every changed byte, and no other than what lies there is lost (seed ${seed})`, async () => {
    const {job, root, dir, put, make} = place()
    for (let n = 0; n < 30; n++) put(`${n}`, noise(9000))
    const {recipient, text} = keygen(root)
    const {archive = '', entries} = await make([recipient])
    const open = {...job, identity: text}
    const good = readFileSync(join(dir, archive))
    const header = good.indexOf('\n--- ')
    const places = [0, 30, header + 9, good.length - 1, good.length - 40]
    const unseen: number[] = []
    for (const at of [...places, ...Array.from({length: 60}, () => Math.floor(random() * good.length))]) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      writeFileSync(join(dir, archive), bad)
      const seen = await verify(open, {all: true}).catch(() => 'refused')
      if (typeof seen !== 'string' && seen.archives[0]?.damagedCount === 0) unseen.push(at)
    }
    expect(unseen).toEqual([])
    const bad = Buffer.from(good)
    bad[header + 200] = (bad[header + 200] ?? 0) ^ 1
    writeFileSync(join(dir, archive), bad)
    const {damagedCount = 0} = (await verify(open, newest)).archives[0] ?? {}
    expect([damagedCount > 0, damagedCount <= entries]).toEqual([true, true])
    bad[header + 10] = (bad[header + 10] ?? 0) ^ 1
    writeFileSync(join(dir, archive), bad)
    await expect(verify(open, {archive, all: false})).rejects.toThrow(
      'the header of its encryption is damaged',
    )
  })

  test('that was cut off, also where a chunk ends, is never taken for a whole one', async () => {
    const {job, root, dir, put, make} = place()
    put('x', noise(300_000))
    const {recipient, text} = keygen(root)
    const {archive = ''} = await make([recipient])
    const open = {...job, identity: text}
    const good = readFileSync(join(dir, archive))
    const begin = good.indexOf('\n', good.indexOf('\n--- ') + 1) + 1 + 16
    const chunk = 65_536 + 16
    const lengths = [
      0,
      10,
      begin - 20,
      begin,
      begin + 16,
      begin + chunk,
      begin + 2 * chunk,
      begin + chunk + 9,
    ]
    for (const length of [...lengths, good.length - 1]) {
      writeFileSync(join(dir, archive), good.subarray(0, length))
      expect((await list(open)).archives).toMatchObject([{state: 'damaged'}])
      await expect(verify(open, {archive, all: false})).rejects.toThrow(/is missing: it was cut off/)
    }
  })

  test('is pruned without a key, by its name and the digest in it, and never the last good one', async () => {
    const {job, root, dir, put, make} = place()
    put('x', noise(100_000))
    const {recipient} = keygen(root)
    const names: string[] = []
    const now = Date.UTC(2026, 10, 26, 12)
    for (let day = 3; day >= 0; day--)
      names.push((await make([recipient], now - day * 86_400_000)).archive ?? '')
    const rules = {daily: 2, weekly: 0, monthly: 0, days: 0}
    const at = {...job, now: () => now}
    const before = new Map(names.map((name) => [name, readFileSync(join(dir, name))]))
    for (const name of names.slice(2)) {
      const bad = Buffer.from(before.get(name) ?? '')
      bad[5000] = (bad[5000] ?? 0) ^ 1
      writeFileSync(join(dir, name), bad)
    }
    expect(await prune(at, rules)).toMatchObject({
      removed: [],
      refused: expect.stringContaining('nothing was removed'),
    })
    expect(readdirSync(dir).filter((name) => name.startsWith('backup-'))).toEqual(names)
    writeFileSync(join(dir, names[2] ?? ''), before.get(names[2] ?? '') ?? '')
    expect(await prune(at, rules)).toMatchObject({
      removed: names.slice(0, 2),
      unread: [names[3], names[2]],
      refused: '',
    })
    expect(readdirSync(dir).filter((name) => name.startsWith('backup-'))).toEqual(names.slice(2))
  })
})

describe('encrypting', () => {
  test('begins with recipients only, and never repeats what is secret', async () => {
    const {put, make, dir} = place()
    put('x')
    const key = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`
    const told = await make([key]).catch(String)
    expect(told).toContain('BACKUP_AGE_RECIPIENTS holds an identity, which is secret')
    expect(told).not.toContain(key)
    for (const wrong of ['age1nothing', 'ssh-ed25519 AAAA', 'me@example.org'])
      await expect(make([wrong])).rejects.toThrow(`${JSON.stringify(wrong)} is no recipient of age`)
    expect(readdirSync(dir)).toEqual([])
  })

  test('leaves no name of a file on the disk of the archives meanwhile', () => {
    const {root} = place()
    const raw = (secret: boolean) => {
      const file = join(root, `lines-${secret}`)
      const spool = new Spool(file, secret)
      onTestFinished(() => spool.close())
      for (let n = 0; n < 50_000; n++) spool.add(`a-name-of-a-file-${n}\n`)
      const digest = spool.end()
      const lines = createHash('sha256')
      for (const piece of spool.pieces()) lines.update(piece)
      const fd = readdirSync('/proc/self/fd').find((at) => linkOf(at).startsWith(file)) ?? ''
      const shown = readFileSync(`/proc/self/fd/${fd}`, 'latin1').includes('a-name-of-a-file-7\n')
      return {same: lines.digest('hex') === digest, shown}
    }
    expect(raw(false)).toEqual({same: true, shown: true})
    expect(raw(true)).toEqual({same: true, shown: false})
  })
})

function place() {
  const made = newPlace()
  const make = (recipients: readonly string[], now = Date.now()) =>
    create({...made.job, now: () => now}, {...made.options, recipients})
  return {...made, make}
}

/** An identity as the tool makes one, whose recipient is in it as a comment. */
function keygen(root: string) {
  const file = join(root, `key-${readdirSync(root).length}`)
  const {status, stderr} = spawnSync('age-keygen', ['-o', file], {encoding: 'utf8'})
  if (status !== 0) throw new Error(stderr)
  const text = readFileSync(file, 'utf8')
  return {file, text, recipient: /age1\w+/.exec(text)?.[0] ?? ''}
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return ''
  }
}
