import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {names, snapshot, stage, textOf} from './logs.ts'

const day = 86_400_000
const isRoot = process.getuid?.() === 0

test('a log that is large enough is renamed, and an empty one of the same owner and mode is in its place', async () => {
  const {logs, rotate} = stage({'app.log': 'x'.repeat(2000), 'small.log': 'x', 'notes.txt': 'x'.repeat(2000)})
  chmodSync(join(logs, 'app.log'), 0o640)
  if (isRoot) chownSync(join(logs, 'app.log'), 12_345, 54_321)
  const before = statSync(join(logs, 'app.log'))
  const {outcome, output} = await rotate({config: {LOG_MAX_SIZE: '1K'}})
  expect(outcome).toBe('ok')
  expect(output).toMatchObject({rotated: 1, unchanged: 1, left: 0})
  expect(names(logs)).toEqual(['app.log', 'app.log-DATE', 'notes.txt', 'small.log'])
  const {size, mode, uid, gid, ino} = statSync(join(logs, 'app.log'))
  expect({size, mode, uid, gid}).toEqual({size: 0, mode: before.mode, uid: before.uid, gid: before.gid})
  const archive = readdirSync(logs).find((name) => name.startsWith('app.log-')) ?? ''
  expect(statSync(join(logs, archive)).ino).toBe(before.ino)
  expect(ino).not.toBe(before.ino)
})

test('the second run finds nothing to do and writes nothing', async () => {
  const {logs, rotate, state} = stage({'app.log': 'x'.repeat(2000)})
  await rotate({config: {LOG_MAX_SIZE: '1K'}})
  const [before, stateBefore] = [snapshot(logs), statSync(state).ino]
  const {output} = await rotate({config: {LOG_MAX_SIZE: '1K'}})
  expect(output).toMatchObject({rotated: 0, compressed: 0, removed: 0, unchanged: 1})
  expect(snapshot(logs)).toEqual(before)
  expect(statSync(state).ino).toBe(stateBefore)
})

test('a dry run tells what the run then does, and changes nothing, not even the state', async () => {
  const {logs, force, state} = stage({'a.log': 'a\n', 'b.log': 'b\n'})
  await force({now: Date.now() - 40 * day})
  for (const name of ['a.log', 'b.log']) writeFileSync(join(logs, name), 'more\n')
  const config = {LOG_DELAY_COMPRESS: false}
  const [before, stateBefore] = [snapshot(logs), readFileSync(state, 'utf8')]
  const dry = await force({dryRun: true, config})
  expect(snapshot(logs)).toEqual(before)
  expect(readFileSync(state, 'utf8')).toBe(stateBefore)
  const real = await force({config})
  const counts = ({rotated, compressed, removed}: typeof real.output) => ({rotated, compressed, removed})
  expect(counts(dry.output)).toEqual(counts(real.output))
  expect(counts(real.output)).toEqual({rotated: 2, compressed: 2, removed: 2})
  expect(dry.output.summary).toMatch(/^Would be/)
})

test('without a state there is none after a dry run', async () => {
  const {force, state} = stage({'a.log': 'a\n'})
  expect((await force({dryRun: true})).output.rotated).toBe(1)
  expect(existsSync(state)).toBe(false)
})

test('by age: counted from when it was seen first, then from its last rotation, and an empty log has none', async () => {
  const {logs, rotate} = stage({'app.log': 'one\n', 'empty.log': ''})
  const start = Date.now()
  const at = async (days: number) => (await rotate({now: start + days * day})).output.rotated
  expect(await at(0)).toBe(0)
  expect(await at(6.9)).toBe(0)
  expect(await at(7)).toBe(1)
  writeFileSync(join(logs, 'app.log'), 'two\n')
  expect(await at(13.9)).toBe(0)
  expect(await at(14)).toBe(1)
})

test('the state lost, the names of the rotated files tell when', async () => {
  const {logs, rotate, force, state} = stage({'app.log': 'one\n'})
  const start = Math.floor(Date.now() / 1000) * 1000
  await force({now: start})
  writeFileSync(join(logs, 'app.log'), 'two\n')
  writeFileSync(state, 'garbage')
  expect((await rotate({now: start + 6 * day})).output.rotated).toBe(0)
  expect((await rotate({now: start + 7 * day})).output.rotated).toBe(1)
})

test('a clock that was years ahead and is right again: the log ages from then on', async () => {
  const {logs, rotate, force} = stage({'app.log': 'one\n'})
  const start = Date.now()
  await force({now: start + 24 * 365 * day})
  writeFileSync(join(logs, 'app.log'), 'two\n')
  const at = async (days: number) => (await rotate({now: start + days * day})).output.rotated
  expect([await at(0), await at(6.9), await at(7)]).toEqual([0, 0, 1])
})

test.each([
  ['gzip', '.gz'],
  ['zstd', '.zst'],
] as const)(
  '%s: the newest rotated file waits, the one before is compressed with its owner, mode and time',
  async (kind, suffix) => {
    const {logs, force} = stage({'app.log': 'one\n'})
    const config = {LOG_COMPRESS: kind}
    chmodSync(join(logs, 'app.log'), 0o604)
    await force({config})
    const first = readdirSync(logs).find((name) => name.includes('-')) ?? ''
    utimesSync(join(logs, first), 1_700_000_000, 1_700_000_000)
    expect(names(logs)).toEqual(['app.log', 'app.log-DATE'])
    writeFileSync(join(logs, 'app.log'), 'two\n')
    const {output} = await force({config})
    expect(output).toMatchObject({rotated: 1, compressed: 1})
    expect(names(logs)).toEqual(['app.log', 'app.log-DATE', `app.log-DATE${suffix}`])
    const packed = join(logs, `${first}${suffix}`)
    expect(textOf(packed)).toBe('one\n')
    expect(statSync(packed)).toMatchObject({mode: 0o100604, mtimeMs: 1_700_000_000_000})
  },
)

test('a large file is compressed in pieces, to the same bytes', async () => {
  const text = Array.from({length: 600_000}, (_, at) => `line ${at}\n`).join('')
  const {logs, force} = stage({'app.log': text})
  await force({config: {LOG_DELAY_COMPRESS: false}})
  const packed = readdirSync(logs).find((name) => name.endsWith('.gz')) ?? ''
  expect(text.length).toBeGreaterThan(1 << 22)
  expect(textOf(join(logs, packed))).toBe(text)
})

test('so many are kept, and none for longer than was said', async () => {
  const {logs, force} = stage()
  const start = Date.now()
  const config = {LOG_KEEP: 3, LOG_COMPRESS: 'none', LOG_RETENTION_DAYS: 30}
  for (let n = 0; n < 5; n++) {
    writeFileSync(join(logs, 'app.log'), `${n}\n`)
    await force({config, now: start + n * 1000})
  }
  const kept = () =>
    readdirSync(logs)
      .filter((name) => name.includes('-'))
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .toSorted()
  expect(kept()).toEqual(['2\n', '3\n', '4\n'])
  const {output} = await force({config, now: start + 31 * day})
  expect(output).toMatchObject({removed: 3, rotated: 0})
  expect(kept()).toEqual([])
})

test('two rotations within one second get two names', async () => {
  const {logs, force} = stage({'app.log': 'one\n'})
  const now = Date.now()
  await force({now})
  writeFileSync(join(logs, 'app.log'), 'two\n')
  await force({now, config: {LOG_COMPRESS: 'none'}})
  expect(names(logs)).toEqual(['app.log', 'app.log-DATE', 'app.log-DATE'])
})

test('what was rotated of a log that is gone goes when it is old', async () => {
  const {logs, rotate} = stage({
    'gone.log-20200101T000000.000000Z.gz': 'x',
    'other.txt-20200101T000000.000000Z.gz': 'x',
  })
  expect((await rotate()).output).toMatchObject({removed: 1})
  expect(readdirSync(logs)).toEqual(['other.txt-20200101T000000.000000Z.gz'])
})

test('cancelled, it ends as cancelled and leaves every log whole', async () => {
  const {logs, force} = stage({'app.log': 'one\n'})
  const {outcome} = await force({signal: AbortSignal.abort()})
  expect(outcome).toBe('cancelled')
  expect(readFileSync(join(logs, 'app.log'), 'utf8')).toBe('one\n')
})

test.each([['LOG_DIRS', ['/var/../etc']]])(
  '%s %j is a setting that does not fit, and nothing is begun',
  async (key, value) => {
    const {logs, force} = stage({'app.log': 'one\n'})
    const {outcome, codes} = await force({config: {[key]: value}})
    expect({outcome, codes}).toEqual({outcome: 'broken', codes: ['rotate_setting']})
    expect(readdirSync(logs)).toEqual(['app.log'])
  },
)
