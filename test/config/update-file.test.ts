import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {alone, replaceFile} from '../../src/config/update-file.ts'
import {seeded} from '../seeded.ts'
import {stage} from '../host/catalog/stage.ts'

const source = join(import.meta.dirname, '../../src/config/update-file.ts')

/** A process that takes the file, says so, and then does what `work` says. */
function holder(file: string, work: string): ChildProcess {
  const script = `
    import {alone, replaceFile} from '${source}'
    import {readFileSync} from 'node:fs'
    const file = process.argv[1]
    ${work}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const spoke = (child: ChildProcess) => once(child.stdout as NodeJS.ReadableStream, 'data')

test('in one process, work for one file is done one after the other; for another file at once', async () => {
  const {root} = stage()
  const order: string[] = []
  const step = (name: string, file: string) =>
    alone(join(root, file), async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
    })
  await Promise.all([step('a', 'one'), step('b', 'one'), step('c', 'two')])
  expect(order.indexOf('a ends')).toBeLessThan(order.indexOf('b begins'))
  expect(order.indexOf('c begins')).toBeLessThan(order.indexOf('a ends'))
})

test('what work throws is thrown, and the file is free again', async () => {
  const file = join(stage().root, 'file')
  await expect(alone(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await alone(file, () => 'yes')).toBe('yes')
})

test('work in this process that waits for a file does not free it for other processes', async () => {
  const file = join(stage().root, 'file')
  const {promise, resolve} = Promise.withResolvers<void>()
  const first = alone(file, () => promise)
  const second = alone(file, () => 'second')
  const child = holder(file, `await alone(file, () => process.stdout.write('mine'))`)
  let taken = false
  void spoke(child).then(() => (taken = true))
  await new Promise((done) => setTimeout(done, 300))
  expect(taken).toBe(false)
  resolve()
  await Promise.all([first, second, once(child, 'exit')])
})

test('a guard that is no empty database is an error, not a wait', async () => {
  const file = join(stage().root, 'file')
  writeFileSync(join(file, '../.file.guard'), 'x'.repeat(5000))
  await expect(alone(file, () => 'never')).rejects.toThrow('not a database')
})

test('a holder that is killed holds nothing any more', async () => {
  const file = join(stage().root, 'file')
  const child = holder(
    file,
    `await alone(file, () => { process.stdout.write('mine'); return new Promise(() => setInterval(() => {}, 1e6)) })`,
  )
  await spoke(child)
  let entered = false
  const waiting = alone(file, () => (entered = true))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(entered).toBe(false)
  child.kill('SIGKILL')
  await waiting
  expect(entered).toBe(true)
})

test('one that waits for longer than it would gives up and says for what', async () => {
  const file = join(stage().root, 'file')
  const child = holder(
    file,
    `await alone(file, () => { process.stdout.write('mine'); return new Promise(() => setInterval(() => {}, 1e6)) })`,
  )
  await spoke(child)
  await expect(alone(file, () => 'never', 200)).rejects.toThrow(file)
  child.kill('SIGKILL')
})

test('a file is replaced as a whole, private, and a link laid where the new one is written is not followed', () => {
  const {root} = stage()
  const file = join(root, 'file')
  writeFileSync(join(root, 'victim'), 'untouched')
  symlinkSync('victim', join(root, '.file.new'))
  replaceFile(file, 'new')
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('untouched')
  expect(() => replaceFile(join(root, 'missing/file'), 'x')).toThrow('ENOENT')
})

test('killed at 25 seeded moments, a writer of files leaves an old state or a new one, and nothing else', async () => {
  const seed = process.env['SEED'] ?? 'kill-9'
  const random = seeded(seed)
  const {root} = stage()
  const file = join(root, 'state.json')
  let last = 0
  for (let round = 0; round < 25; round++) {
    const child = holder(
      file,
      `for (let n = ${last + 1}; ; n++) {
         await alone(file, () => replaceFile(file, JSON.stringify({n, filler: 'x'.repeat(100_000), again: n})))
         process.stdout.write('.')
       }`,
    )
    for (let seen = random.below(3); seen >= 0; seen--) await spoke(child)
    await new Promise((resolve) => setTimeout(resolve, random.below(6)))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const {n, again} = JSON.parse(readFileSync(file, 'utf8')) as {n: number; again: number}
    expect({seed, round, again, grows: n >= last}).toEqual({seed, round, again: n, grows: true})
    last = n
  }
  expect(last).toBeGreaterThanOrEqual(25)
  await alone(file, () => replaceFile(file, 'after'))
  expect(readFileSync(file, 'utf8')).toBe('after')
  expect(
    readdirSync(root)
      .filter((name) => name.includes('state'))
      .toSorted(),
  ).toEqual(['.state.json.guard', 'state.json'])
})
