import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {needs} from '../../needs.ts'

needs('strace', 'apt-get install strace')('an archive of events', () => {
  test('is there after a power cut with all the folders that were made for it, and no other waits for the disk', () => {
    const root = mkdtempSync(join(realpathSync(tmpdir()), 'archive-'))
    onTestFinished(() => rmSync(root, {recursive: true, force: true}))
    const [home, kept] = [join(root, 'home'), join(root, 'kept')]
    for (const folder of [home, kept]) mkdirSync(folder, {mode: 0o700})
    const folder = join(kept, 'new/newer')
    expect(synced(home, kept, join(folder, 'first.jsonl'))).toEqual([
      join(folder, '.first.jsonl.new'),
      folder,
      join(kept, 'new'),
      kept,
    ])
    expect(synced(home, kept, join(folder, 'second.jsonl'))).toEqual([
      join(folder, '.second.jsonl.new'),
      folder,
    ])
  })
})

/** What was synced at or below `kept` while the archive was written, in order. */
function synced(home: string, kept: string, file: string): string[] {
  const trace = join(home, '../trace')
  const program = join(import.meta.dirname, 'programs/archive.ts')
  const strace = ['-f', '-y', '-qq', '-e', 'trace=fsync', '-e', 'signal=none', '-o', trace]
  execFileSync('strace', [...strace, process.execPath, program, home, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const calls = [...readFileSync(trace, 'utf8').matchAll(/fsync\(\d+<([^>]+)>/g)].map(([, path = '']) => path)
  return calls.filter((path) => path.startsWith(kept))
}
