import {execFileSync} from 'node:child_process'
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {expect, onTestFinished, test} from 'vitest'
import {needs} from '../needs.ts'
import {approve} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {given, run} from './given.ts'

/** A folder below /var/log that everybody may read, with these files. */
function logs(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync('/var/log/parrot-test-')
  onTestFinished(() => rmSync(folder, {recursive: true}))
  chmodSync(folder, 0o755)
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content)
    chmodSync(join(folder, name), 0o644)
  }
  return folder
}

function approved(): string {
  const home = given('log_errors')
  approve(home, 'log_errors')
  return home
}

type Counted = {readonly file: string; readonly errors: number}

/** What it says of the files in `folder`, by their name. */
async function counted(home: string, folder: string, ...args: readonly string[]) {
  const result = await run(home, ['log_errors', '--words', 'parrot-mark', ...args])
  const files = result.output['files'] as readonly Counted[]
  const unread = result.output['unread'] as readonly string[]
  const own = (text: string) => text.startsWith(`${folder}/`)
  return {
    ...result,
    files: files
      .filter(({file}) => own(file))
      .map(({file, errors}) => [file.slice(folder.length + 1), errors]),
    unread: unread.filter(own).map((text) => text.slice(folder.length + 1)),
  }
}

const marked = 'parrot-mark error\n'

needs('bwrap', 'apt-get install bubblewrap')('log_errors', () => {
  test('counts lines in plain and in compressed logs, and names what it may not read', async () => {
    const folder = logs({
      'app.log': `all is well\n${marked}parrot-mark two\u001b[2J\n`,
      'app.log.1': marked,
      'app.log.2': marked,
      'app.log.3': marked,
      'endless.log': 'x'.repeat(3_000_000),
      'closed.log': marked,
    })
    chmodSync(join(folder, 'closed.log'), 0o600)
    execFileSync('gzip', [join(folder, 'app.log.1')])
    execFileSync('xz', [join(folder, 'app.log.2')])
    execFileSync('bzip2', [join(folder, 'app.log.3')])
    const home = approved()
    expect(await counted(home, folder, '--most', '3')).toMatchObject({
      status: 3,
      outcome: 'findings',
      level: 'enforced',
      files: [
        ['app.log', 2],
        ['app.log.1.gz', 1],
        ['app.log.2.xz', 1],
        ['app.log.3.bz2', 1],
      ],
      unread: ['closed.log: Permission denied'],
    })
    const {stdout} = parrot(home, ['log_errors', '--words', 'parrot-mark'])
    expect(stdout).not.toContain('\u001b[2J')
  })

  test('by itself it looks for words, not for parts of names', async () => {
    const folder = logs({
      'app.log': 'installed libgpg-error-dev\nkernel: I/O error, sector 7\nError: no\nerrors\n',
    })
    const {output} = await run(approved(), ['log_errors'])
    expect(output['files']).toContainEqual({file: join(folder, 'app.log'), errors: 2, last: 'Error: no'})
  })

  test('a compressed log that is broken is named, with the lines before the break, and the others are read', async () => {
    const lines = Array.from({length: 20_000}, (_, at) => `${marked.trim()} ${at * 7919}\n`).join('')
    const whole = gzipSync(lines)
    // A second member that begins well and goes on with a kind of block that there is not.
    const bent = Buffer.concat([whole, whole.subarray(0, 10), Buffer.alloc(64, 0xff)])
    const folder = logs({
      'bent.gz': bent,
      'cut.gz': whole.subarray(0, whole.length / 2),
      'text.gz': marked,
      'text.xz': marked,
      'text.bz2': marked,
      'new.zst': marked,
      'sound.log': marked,
    })
    const {status, outcome, files, unread} = await counted(approved(), folder)
    expect({status, outcome}).toEqual({status: 3, outcome: 'findings'})
    expect(files).toContainEqual(['sound.log', 1])
    expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['bent.gz', 'cut.gz']))
    expect(unread.sort()).toEqual([
      expect.stringMatching(/^bent.gz: Error -3 while decompressing/),
      'cut.gz: Compressed file ended before the end-of-stream marker was reached',
      'new.zst: a kind that is not read here',
      'text.bz2: Invalid data stream',
      "text.gz: Not a gzipped file (b'pa')",
      'text.xz: Input format not supported by decoder',
    ])
  })
})
