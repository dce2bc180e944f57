import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {describe, expect, onTestFinished, test} from 'vitest'
import {linesIn, names, stage, type Output} from './logs.ts'

const programs = join(import.meta.dirname, 'programs')

type Writer = {readonly process: ChildProcess; readonly end: () => Promise<number>}

async function writer(...args: readonly string[]): Promise<Writer> {
  const child = spawn(process.execPath, [join(programs, 'writer.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  while (!said.includes('ready')) await once(child.stdout, 'data')
  const end = async () => {
    const over = once(child, 'close')
    child.kill('SIGTERM')
    await over
    return Number(said.split('\n')[1])
  }
  return {process: child, end}
}

/** Waits until the daemon has written a hundred lines to its log: an empty one is not rotated. */
async function filled(logs: string): Promise<void> {
  while (statSync(join(logs, 'app.log')).size < 1000) await delay(5)
}

/** Each of so many lines once, however many files they are in. */
function expectAll(logs: string, counts: Readonly<Record<string, number>>): void {
  const lines = linesIn(logs)
  const wanted = Object.entries(counts).flatMap(([name, count]) =>
    Array.from({length: count}, (_, at) => `${name} ${at}`),
  )
  expect({lines: lines.length, different: new Set(lines).size}).toEqual({
    lines: wanted.length,
    different: wanted.length,
  })
  expect(new Set(wanted).difference(new Set(lines)).size).toBe(0)
}

describe('a daemon that goes on writing', () => {
  test('opens its log anew when told, and every line of it is in exactly one file, compressed at once or not', async () => {
    const {logs, around, force} = stage()
    const pidFile = join(around.home, 'daemon.pid')
    const daemon = await writer(join(logs, 'app.log'), pidFile)
    const config = {LOG_SIGNALS: [`${logs}=USR1:${pidFile}`], LOG_KEEP: 1000}
    for (let round = 0; round < 12; round++) {
      await filled(logs)
      const {outcome, output} = await force({
        config: {
          ...config,
          LOG_DELAY_COMPRESS: round % 2 === 0,
          LOG_COMPRESS: round % 3 === 0 ? 'zstd' : 'gzip',
        },
      })
      expect(outcome).toBe('ok')
      expect(output.signals).toEqual([{pid: daemon.process.pid, signal: 'SIGUSR1', folder: logs}])
    }
    const written = await daemon.end()
    expect(written).toBeGreaterThan(1000)
    expectAll(logs, {line: written})
    expect(names(logs).filter((name) => /\.(?:gz|zst)$/.test(name)).length).toBeGreaterThanOrEqual(10)
  })

  test('that nobody tells writes on to the rotated file, which is neither compressed nor removed while it does', async () => {
    const {logs, force} = stage()
    const daemon = await writer(join(logs, 'app.log'))
    await filled(logs)
    await force({config: {LOG_DELAY_COMPRESS: false}})
    writeFileSync(join(logs, 'app.log'), 'other 0\n')
    const {output} = await force({config: {LOG_DELAY_COMPRESS: false, LOG_KEEP: 1}})
    const about = output.files.filter(({action}) => action === 'left').map(({why}) => why)
    expect(about).toEqual(['somebody still writes to it'])
    await delay(20)
    const written = await daemon.end()
    expectAll(logs, {line: written, other: 1})
    const {output: after} = await force({config: {LOG_DELAY_COMPRESS: false}})
    expect(after.compressed).toBeGreaterThanOrEqual(1)
    expectAll(logs, {line: written, other: 1})
  })

  test('that would be ended by the signal is not sent it', async () => {
    const {logs, around, force} = stage()
    const pidFile = join(around.home, 'daemon.pid')
    const daemon = await writer(join(logs, 'app.log'), pidFile, 'line', 'deaf')
    await filled(logs)
    // USR1 starts Node's inspector and is always handled; USR2 is not.
    const {codes} = await force({config: {LOG_SIGNALS: [`${logs}=USR2:${pidFile}`]}})
    expect(codes).toEqual(['reopen_uncaught'])
    await delay(20)
    expect(daemon.process.exitCode).toBeNull()
    daemon.process.kill('SIGUSR2')
    await once(daemon.process, 'exit')
    expect(daemon.process.signalCode).toBe('SIGUSR2')
  })
})

test('a pid file that names a stranger, somebody else’s, a link or nothing: nobody is signalled', async () => {
  const {logs, around, force} = stage()
  await writer(join(logs, 'app.log'))
  const stranger = await writer(join(around.home, 'own.txt'), join(around.home, 'stranger.pid'))
  writeFileSync(join(around.home, 'words.pid'), 'none\n')
  writeFileSync(join(around.home, 'init.pid'), '1\n')
  const files = ['stranger.pid', 'words.pid', 'init.pid', 'missing.pid']
  await filled(logs)
  for (const file of files) {
    writeFileSync(join(logs, 'more.log'), 'x\n')
    const before = existsSync(join(logs, 'app.log'))
    const {codes, output} = await force({config: {LOG_SIGNALS: [`${logs}=USR1:${join(around.home, file)}`]}})
    expect({before, signals: output.signals}).toEqual({before: true, signals: []})
    // After the first round nobody writes to what is rotated: the daemon is with the file it opened.
    expect(codes).toEqual(file === 'stranger.pid' ? ['reopen_stranger'] : [])
  }
  expect(stranger.process.exitCode).toBeNull()
})

test('two rotations at once, of one home and of two, with a daemon between them: every line in exactly one file', async () => {
  const {logs, around} = stage()
  const other = stage().around
  const pidFile = join(around.home, 'daemon.pid')
  const daemon = await writer(join(logs, 'app.log'), pidFile)
  const config = JSON.stringify({
    LOG_SIGNALS: [`${logs}=USR1:${pidFile}`],
    LOG_KEEP: 1000,
    LOG_DELAY_COMPRESS: false,
  })
  const rotate = async (home: string) => {
    const child = spawn(process.execPath, [join(programs, 'rotate.ts'), home, logs, config])
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    await once(child, 'close')
    return JSON.parse(text) as {outcome: string; codes: string[]; output: Output}
  }
  for (let round = 0; round < 4; round++) {
    await filled(logs)
    const homes = [around.home, other.home, around.home, other.home]
    const ended = await Promise.all(homes.map(rotate))
    expect(ended.flatMap(({codes}) => codes)).toEqual([])
    expect(ended.reduce((sum, {output}) => sum + output.rotated, 0)).toBeGreaterThanOrEqual(1)
  }
  const written = await daemon.end()
  expectAll(logs, {line: written})
  expect(readdirSync(logs).filter((name) => name.startsWith('.'))).toEqual([])
  expect(readFileSync(join(around.home, 'state/log-rotate.json'), 'utf8')).toContain('"pending":{}')
})
