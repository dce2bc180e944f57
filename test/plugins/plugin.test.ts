import {execFileSync} from 'node:child_process'
import {once} from 'node:events'
import {closeSync, constants, mkdtempSync, openSync, rmSync, writeSync} from 'node:fs'
import {Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {describe, expect, onTestFinished, test} from 'vitest'
import {bundled, given, started} from './bundled.ts'

const speaks = () => bundled('test/plugins/programs/speaks.ts')
const call = (input: object, more: object = {}) => ({
  call: 'c1',
  input,
  config: {},
  facts: {},
  dryRun: false,
  ...more,
})
const inHost = {PARROT_CALL_ID: 'c1'}

describe('what a plugin is given and gives back', () => {
  test('the call comes as it was sent, the result goes as JSON', async () => {
    const sent = call({a: 1}, {config: {KEY: 'v'}, facts: {runs: []}, dryRun: true})
    const {status, stdout, stderr} = given(await speaks(), sent)
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(JSON.parse(stdout)).toEqual({
      id: 'c1',
      input: {a: 1},
      config: {KEY: 'v'},
      facts: {runs: []},
      dryRun: true,
    })
  })

  test('a string goes as it is', async () => {
    expect(given(await speaks(), call({result: 'two\nlines'}))).toMatchObject({
      status: 0,
      stdout: 'two\nlines',
    })
  })

  test('what is missing is empty, and a dry run only what says so', async () => {
    const {stdout} = given(await speaks(), {call: 'c1', dryRun: 'yes'})
    expect(JSON.parse(stdout)).toEqual({id: 'c1', input: {}, config: {}, facts: {}, dryRun: false})
  })

  test('megabytes both ways', async () => {
    const {status, stdout} = given(await speaks(), call({size: 5 << 20, padding: 'y'.repeat(5 << 20)}))
    expect({status, length: stdout.length}).toEqual({status: 0, length: 5 << 20})
  })
})

describe('how a plugin ends that could not do its work', () => {
  test('what it throws is a line of log and status 1, without a result', async () => {
    expect(given(await speaks(), call({fail: 'no\nway'}))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'error: no way\n',
    })
    expect(given(await speaks(), call({fail: 'text'}))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'error: no error\n',
    })
  })

  test('what it throws may be its own cause', async () => {
    expect(given(await speaks(), call({fail: 'in a circle'}))).toMatchObject({
      status: 1,
      stderr: 'error: round and round\n',
    })
  })

  test.each(['', 'garbage', '{}', '[]', 'null', '{"call": 7}'])(
    'stdin %j is no call: status 2',
    async (input) => {
      const {status, stdout, stderr} = given(await speaks(), input)
      expect({status, stdout}).toEqual({status: 2, stdout: ''})
      expect(stderr).toContain('run it with: parrot')
    },
  )
})

describe('what a plugin says while it works', () => {
  test('log lines with their level; progress as JSON on descriptor 3', async () => {
    const {stderr, progress} = given(await speaks(), call({speak: true}), inHost)
    expect(stderr).toBe('info: one line\nwarn: careful\n')
    expect(progress).toBe('{"progress":0.5}\n{"progress":1,"message":"done"}\n')
  })

  test('without a host descriptor 3 is left alone', async () => {
    expect(given(await speaks(), call({speak: true}))).toMatchObject({status: 0, progress: ''})
  })

  test('nobody who listens is no reason to fail', async () => {
    const file = await speaks()
    const command = `exec 3<&-; exec "${process.execPath}" "${file}"`
    const options = {
      input: JSON.stringify(call({speak: true, result: 'all the same'})),
      env: inHost,
      encoding: 'utf8',
    } as const
    expect(execFileSync('/bin/sh', ['-c', command], {...options, stdio: ['pipe', 'pipe', 'ignore']})).toBe(
      'all the same',
    )
  })
})

describe('descriptors that do not wait', () => {
  test('a call that comes late, and a result that is fetched slowly', async () => {
    const [input, output] = [pipe(), pipe()]
    const child = started(await speaks(), [input.read, output.write, 'pipe'])
    const ended = once(child, 'exit')
    // Its next step is to read, and it has to find nothing there.
    if (child.stderr !== null) await once(child.stderr, 'data')
    writeSync(input.write, JSON.stringify(call({size: 1 << 20})))
    closeSync(input.write)
    closeSync(output.write)
    const result = await text(new Socket({fd: output.read}))
    expect(result.length).toBe(1 << 20)
    expect(await ended).toEqual([0, null])
    closeSync(input.read)
  })
})

/** Both ends of a pipe on which a reader and a writer get EAGAIN instead of waiting. */
function pipe(): {readonly read: number; readonly write: number} {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  execFileSync('mkfifo', [join(folder, 'fifo')])
  const read = openSync(join(folder, 'fifo'), constants.O_RDONLY | constants.O_NONBLOCK)
  return {read, write: openSync(join(folder, 'fifo'), constants.O_WRONLY | constants.O_NONBLOCK)}
}
