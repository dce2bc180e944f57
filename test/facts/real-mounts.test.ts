import {spawnSync} from 'node:child_process'
import {accessSync, constants, mkdtempSync, rmdirSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {needs} from '../needs.ts'

/** What is mounted here is mounted in a namespace of its own, and gone with it. */
function run(program: string, seconds: number, ...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mounted-'))
  onTestFinished(() => rmdirSync(folder))
  const file = join(import.meta.dirname, 'programs', program)
  const command = ['--mount', '--propagation', 'private', process.execPath, file, folder, ...args]
  const options = {encoding: 'utf8', timeout: seconds * 1000, killSignal: 'SIGKILL'} as const
  const {stdout, stderr, signal} = spawnSync('unshare', command, options)
  const said = stdout.split('\n').filter((line) => line !== '')
  return {signal, stderr, said: said.map((line) => JSON.parse(line) as unknown)}
}

withDevice('/dev/fuse')('a mount that hangs (needs root and /dev/fuse: modprobe fuse)', () => {
  test('asked by a thread of the program, it keeps the program from ending: the control', () => {
    expect(run('hung-mount.ts', 3, 'own')).toMatchObject({signal: 'SIGKILL', said: ['mounted', 'done']})
  })

  test('says so, the others are measured, and the program ends', () => {
    const {signal, said, stderr} = run('hung-mount.ts', 60, 'facts')
    expect({signal, stderr}).toEqual({signal: null, stderr: ''})
    expect(said.at(-1)).toMatchObject({
      mounts: expect.arrayContaining([
        expect.objectContaining({
          type: 'fuse',
          space: {unavailable: expect.objectContaining({code: 'mount_slow'})},
        }),
        expect.objectContaining({
          path: '/',
          space: expect.objectContaining({totalBytes: expect.any(Number)}),
        }),
      ]),
    })
  })
})

withDevice('/dev/loop-control')(
  'a disk with an error (needs root and /dev/loop-control: modprobe loop)',
  () => {
    needs('mkfs.ext4', 'apt-get install e2fsprogs')('of type ext4', () => {
      test('becomes read-only, though it was mounted to be written', () => {
        const {said, stderr} = run('broken-disk.ts', 60)
        expect(stderr).toBe('')
        // Older kernels turn the whole file system read-only; newer ones leave `rw` and add `emergency_ro`.
        expect(said).toMatchObject([
          {type: 'ext4', readOnly: 'no', onError: 'remount-ro'},
          {type: 'ext4', readOnly: 'filesystem', onError: 'remount-ro'},
        ])
      })
    })
  },
)

function withDevice(device: string): typeof describe | typeof describe.skip {
  try {
    accessSync(device, constants.R_OK | constants.W_OK)
    return process.getuid?.() === 0 ? describe : describe.skip
  } catch {
    return describe.skip
  }
}
