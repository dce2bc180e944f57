import {execFileSync} from 'node:child_process'
import {closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {mounts} from '../../../src/facts/mounts.ts'

/** Makes and mounts a small disk, says what Parrot sees of it, has the kernel find an error in it, and says it again. */
const [, , point = ''] = process.argv
const folder = mkdtempSync(join(tmpdir(), 'broken-'))
const image = join(folder, 'image')
const fd = openSync(image, 'w')
ftruncateSync(fd, 16 << 20)
closeSync(fd)
execFileSync('mkfs.ext4', ['-q', image])
execFileSync('mount', ['-o', 'loop,errors=remount-ro', image, point])
try {
  await say()
  const device = /(\S+) - ext4 \/dev\/(loop\d+)/.exec(lineOf(point))?.[2]
  writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, 'an error that was made')
  await say()
} finally {
  execFileSync('umount', [point])
  rmSync(folder, {recursive: true})
}

function lineOf(path: string): string {
  return (
    readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .find((line) => line.includes(` ${path} `)) ?? ''
  )
}

async function say(): Promise<void> {
  const machine = {root: '', path: '/usr/bin:/bin', now: Date.now, runs: async () => [], server: null}
  const found = await mounts(machine, new AbortController().signal)
  process.stdout.write(`${JSON.stringify(found.find(({path}) => path === point))}\n`)
}
