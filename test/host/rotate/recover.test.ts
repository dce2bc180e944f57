import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {expect, test} from 'vitest'
import {unfinished, unfinishedOf} from '../../../src/host/rotate/unfinished.ts'
import {put} from '../../home.ts'
import {linesIn, names, stage} from './logs.ts'

const stamp = `${new Date().toISOString().replaceAll(/[-:]|\.\d+Z/g, '')}.000000Z`
const plain = `app.log-${stamp}`

/** A rotated file that is there plain and compressed, as a rotation leaves it that is killed before it removes the plain one. */
function twice() {
  const staged = stage({'app.log': '', [plain]: 'one\ntwo\n'})
  const [file, packed] = [join(staged.logs, plain), join(staged.logs, `${plain}.gz`)]
  writeFileSync(packed, gzipSync('one\ntwo\n'))
  const {atime, mtime} = statSync(file)
  utimesSync(packed, atime, mtime)
  return {...staged, file, packed}
}

test('there plain and compressed: the compressed one stays', async () => {
  const {logs, rotate} = twice()
  expect((await rotate()).outcome).toBe('ok')
  expect(names(logs)).toEqual(['app.log', 'app.log-DATE.gz'])
  expect(linesIn(logs)).toEqual(['one', 'two'])
})

test('written to since: the plain one stays, under a name of its own, so that whoever was about to remove it does not', async () => {
  const {logs, rotate, file} = twice()
  appendFileSync(file, 'three\n')
  utimesSync(file, new Date(), new Date(Date.now() + 5000))
  await rotate({config: {LOG_DELAY_COMPRESS: true}})
  expect(existsSync(file)).toBe(false)
  expect(names(logs)).toEqual(['app.log', 'app.log-DATE'])
  expect(linesIn(logs)).toEqual(['one', 'two', 'three'])
})

test('still open for writing: what is written later is not lost either', async () => {
  const {logs, rotate, file} = twice()
  const fd = openSync(file, 'a')
  await rotate()
  writeSync(fd, 'three\n')
  closeSync(fd)
  expect(linesIn(logs)).toEqual(['one', 'two', 'three'])
})

test('a log that has its new name and no successor gets one, of the same mode; one that went otherwise does not', async () => {
  const {logs, force, rotate, state} = stage({'app.log': 'one\n', 'gone.log': 'one\n'})
  chmodSync(join(logs, 'app.log'), 0o604)
  await force()
  unlinkSync(join(logs, 'app.log'))
  unlinkSync(join(logs, 'gone.log'))
  const archive = readdirSync(logs).find((name) => name.startsWith('app.log-')) ?? ''
  const kept = JSON.parse(readFileSync(state, 'utf8')) as {pending: object}
  const pending = {[`${logs}/app.log`]: archive.slice('app.log-'.length)}
  writeFileSync(state, JSON.stringify({...kept, pending}))
  await rotate()
  expect(existsSync(join(logs, 'gone.log'))).toBe(false)
  expect(statSync(join(logs, 'app.log'))).toMatchObject({size: 0, mode: 0o100604})
  expect(readFileSync(state, 'utf8')).toContain('"pending":{}')
})

test('what its own killed runs left unfinished goes; what another home may be writing stays, and is no log', async () => {
  const {logs, force, state} = stage()
  const [mine, theirs] = [`${unfinishedOf(state)}x.log`, `${unfinished}other-x.log`]
  for (const name of [mine, theirs]) writeFileSync(join(logs, name), 'half')
  await force({config: {LOG_PATTERNS: ['*', '.*']}})
  expect(readdirSync(logs)).toEqual([theirs])
})

test.each([
  ['a stamp that is none', 'app.log', 'x\0'],
  ['a stamp that leads elsewhere', 'gone.log', `x/../../secret-${stamp}`],
  ['a name that no file has', 'n'.repeat(300), stamp],
  ['a name with a zero byte', 'a\0b.log', stamp],
])('kept by somebody else, %s: it is forgotten, and the logs are rotated', async (_, name, at) => {
  const {logs, state, force} = stage({'app.log': 'one\n'})
  const kept = {version: 1, since: {}, pending: {[join(logs, name)]: at}}
  put(state, kept)
  expect((await force()).outcome).toBe('ok')
  expect(names(logs)).toEqual(['app.log', 'app.log-DATE'])
  expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({pending: {}})
})
