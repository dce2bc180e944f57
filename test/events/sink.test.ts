import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {journaldSink, type Journald} from '../../src/events/journald-sink.ts'
import {openJournal} from '../../src/events/open-journal.ts'
import {redactor} from '../../src/events/redact.ts'
import {fileSink, type Sink} from '../../src/events/sink.ts'
import type {Problem} from '../../src/text/problem.ts'
import {draft} from './place.ts'
import {sinkSuite} from './sink.suite.ts'
import {tempPlace} from './temp-journal.ts'

sinkSuite('a file', () => ({sink: fileSink(tempPlace().heads), reach: async () => {}}))

/** Stands in for systemd, which tests cannot count on: two programs that keep their words in a file and note how they were called. */
function fakeJournald(): Journald & {folder: string} {
  const {folder} = tempPlace()
  const script = (name: string, body: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$@" > ${folder}/${name}.args\n${body}\n`, {
      mode: 0o755,
    })
    return join(folder, name)
  }
  writeFileSync(join(folder, 'log'), '')
  return {
    folder,
    cat: script('cat', `/bin/cat >> ${folder}/log`),
    ctl: script('ctl', `/bin/cat ${folder}/log`),
    socket: folder,
  }
}

sinkSuite('the system’s journal, as far as two programs can stand in for it', () => {
  const journald = fakeJournald()
  const sink = journaldSink(journald) as Sink
  const count = () => readFileSync(join(journald.folder, 'log'), 'utf8').split('\n').length - 1
  return {
    sink,
    async reach(wanted) {
      while (count() < wanted) await new Promise((resolve) => void setTimeout(resolve, 5))
    },
  }
})

test('only this user’s lines are asked of the system’s journal', async () => {
  const journald = fakeJournald()
  for await (const _ of journaldSink(journald)?.lines() ?? []);
  expect(readFileSync(`${journald.ctl}.args`, 'utf8')).toContain(
    `--identifier=parrot-head _UID=${process.geteuid?.()} `,
  )
})

test('a system’s journal that fails to answer is an error, not an empty one', async () => {
  const journald = fakeJournald()
  writeFileSync(journald.ctl, '#!/bin/sh\nexit 3\n')
  await expect(async () => {
    for await (const _ of journaldSink(journald)?.lines() ?? []);
  }).rejects.toThrow(/exit code 3/)
})

test('without systemd there is no such place', () => {
  expect(journaldSink({...fakeJournald(), socket: '/nowhere/socket'})).toBeUndefined()
})

const problemsWith = async (sink: Sink, key = 'key') => {
  const {folder, file} = tempPlace()
  const problems: Problem[] = []
  const heads = {key: join(folder, key), sinks: [sink], problem: (one: Problem) => void problems.push(one)}
  const journal = openJournal({file, now: Date.now, redact: redactor(), heads})
  await journal.append(draft())
  journal.close()
  return problems.map(({code, params}) => [code, params['cause']])
}

test('a place that takes no head is told, and no event is lost for it', async () => {
  const {folder} = tempPlace()
  expect(await problemsWith(fileSink(join(folder, 'new/deep/heads')))).toEqual([])
  expect(await problemsWith(fileSink(folder))).toEqual([['head_refused', expect.stringContaining('EISDIR')]])
})

test('a link or a pipe in the place of the file is not written to', async () => {
  const {folder} = tempPlace()
  symlinkSync(join(folder, 'target'), join(folder, 'link'))
  expect(await problemsWith(fileSink(join(folder, 'link')))).toEqual([
    ['head_refused', expect.stringContaining('ELOOP')],
  ])
  expect(existsSync(join(folder, 'target'))).toBe(false)
  execFileSync('mkfifo', [join(folder, 'pipe')])
  expect(await problemsWith(fileSink(join(folder, 'pipe')))).toEqual([
    ['head_refused', expect.stringContaining('ENXIO')],
  ])
})

test('a device is not written to', async () => {
  expect(await problemsWith(fileSink('/dev/null'))).toEqual([
    ['head_refused', expect.stringContaining('not a plain file')],
  ])
})

test('a key that others can read signs nothing', async () => {
  const {folder, heads} = tempPlace()
  mkdirSync(join(folder, 'keys'), {mode: 0o700})
  writeFileSync(join(folder, 'keys/open'), '{}', {mode: 0o644})
  const problems = await problemsWith(
    fileSink(heads),
    join('..', folder.split('/').at(-1) ?? '', 'keys/open'),
  )
  expect(problems).toEqual([['head_refused', expect.stringContaining('chmod 600')]])
  expect(existsSync(heads)).toBe(false)
})

test('a link in place of the key is not followed', async () => {
  const {folder, heads} = tempPlace()
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'))
  const problems = await problemsWith(fileSink(heads), join('..', folder.split('/').at(-1) ?? '', 'link'))
  expect(problems).toEqual([['head_refused', expect.stringContaining('ELOOP')]])
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
})

test('a dear place is written to when a stride of events is passed, a cheap one each time', async () => {
  const {folder, file} = tempPlace()
  const counts = {dear: 0, cheap: 0}
  const sink = (name: keyof typeof counts): Sink => ({
    name,
    dear: name === 'dear',
    write: () => void counts[name]++,
    async *lines() {},
  })
  for (let round = 0; round < 10; round++) {
    const heads = {key: join(folder, 'key'), sinks: [sink('dear'), sink('cheap')]}
    const journal = openJournal({file, now: Date.now, redact: redactor(), heads})
    for (let at = 0; at < 10; at++) await journal.append(draft())
    journal.close()
  }
  expect(counts).toEqual({dear: 1, cheap: 10})
})
