import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/**
 * In namespaces of its own, where all writes go to memory. systemctl(1) sees that it has another root than the first process, as in an
 * image that is being made, and does what it does to files alone.
 */
const script = `
  mount -t tmpfs tmpfs "$1" && cd "$1" && mkdir upper work root || exit 1
  mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root || exit 1
  mount --rbind /dev root/dev && mount -t proc proc root/proc && mount -t tmpfs tmpfs root/run || exit 1
  echo ready; sleep 3600; exit`

type Ran = {readonly status: number | null; readonly stdout: string; readonly stderr: string}

/** This machine's files as they are, for root; whatever is changed there is changed nowhere else and gone when it ends. */
export async function overlay() {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-overlay-'))
  const namespaces = ['-m', '--propagation', 'private', '-p', '-f', '--kill-child']
  const child = spawn('unshare', [...namespaces, 'bash', '-c', script, 'bash', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (child.exitCode !== null) throw new Error('no overlay')
  const first = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
  const run = (argv: readonly string[], env: NodeJS.ProcessEnv = {}): Ran => {
    const inside = ['-m', '-p', '-t', first, '--', 'chroot', join(folder, 'root'), ...argv]
    const {status, stdout, stderr} = spawnSync('nsenter', inside, {
      encoding: 'utf8',
      env: {PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...env},
    })
    return {status, stdout, stderr}
  }
  const end = async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    rmSync(folder, {recursive: true})
  }
  return {run, end}
}
