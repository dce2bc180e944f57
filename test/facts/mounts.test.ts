import {execFileSync} from 'node:child_process'
import {describe, expect, test} from 'vitest'
import {mounts, type Mount} from '../../src/facts/mounts.ts'
import {machineOf, never, thisMachine} from './machine.ts'

const filesystems = 'nodev\tproc\nnodev\ttmpfs\n\text4\n\tvfat\n\tfuseblk\nnodev\tnfs4\n'

/** A machine with these mounts; a mount point that is a folder of the fixture can be measured. */
function mounted(lines: readonly string[], more: Readonly<Record<string, string>> = {}, stat = 'exit 1') {
  const files = {'/proc/self/mountinfo': `${lines.join('\n')}\n`, '/proc/filesystems': filesystems}
  return machineOf({...files, ...more}, {stat})
}

const line = (
  id: number,
  parent: number,
  device: string,
  root: string,
  point: string,
  rest = 'rw,relatime - ext4 /dev/x rw',
) => `${id} ${parent} ${device} ${root} ${point} ${rest}`

const paths = (found: readonly Mount[]) => found.map(({path}) => path)

describe('which mounts are real', () => {
  test('no kernel interfaces, no memory, no layers of containers, no images; / whatever it is', async () => {
    const machine = mounted([
      line(1, 0, '0:30', '/', '/', 'rw - overlay overlay rw,lowerdir=/x'),
      ...'proc sysfs devtmpfs tmpfs cgroup2 overlay squashfs autofs fuse.portal iso9660'
        .split(' ')
        .map((type, at) => line(10 + at, 1, `0:${40 + at}`, '/', `/${type}`, `rw - ${type} none rw`)),
      line(30, 1, '8:1', '/', '/data'),
    ])
    expect(paths(await mounts(machine, never))).toEqual(['/', '/data'])
  })

  test('one file system is counted once: where it is writable, whole, and nearest to the root', async () => {
    const machine = mounted([
      line(1, 0, '8:1', '/', '/'),
      line(2, 1, '8:1', '/srv', '/var/srv'),
      line(3, 1, '8:2', '/sub', '/a'),
      line(4, 1, '8:2', '/', '/whole/far'),
      line(5, 1, '8:3', '/', '/ro', 'ro,relatime - ext4 /dev/y rw'),
      line(6, 1, '8:3', '/x', '/much/longer/rw'),
      line(7, 1, '8:4', '/', '/long/path'),
      line(8, 1, '8:4', '/', '/short'),
    ])
    expect(paths(await mounts(machine, never))).toEqual(['/', '/whole/far', '/much/longer/rw', '/short'])
  })

  test('what another mount hides is not measured in its place', async () => {
    const machine = mounted([
      line(1, 1, '0:1', '/', '/', 'rw - rootfs rootfs rw'),
      line(2, 1, '8:1', '/', '/'),
      line(3, 2, '8:2', '/', '/mnt/inner'),
      line(4, 2, '8:3', '/', '/mnt'),
      line(5, 4, '8:4', '/', '/mnt/new'),
      line(6, 2, '8:5', '/', '/twice'),
      line(7, 6, '8:6', '/', '/twice'),
      line(8, 2, '8:7', '/', '/mnt2'),
    ])
    expect(paths(await mounts(machine, never))).toEqual(['/', '/mnt', '/mnt/new', '/twice', '/mnt2'])
  })
})

describe('what is said of a mount', () => {
  test('escaped points and sources: space, tab, line end, backslash, UTF-8, and bytes that are none', async () => {
    const point = '/a\\040b\\011c\\012d\\134e/caf\xc3\xa9/\xff'
    const machine = mounted([line(1, 0, '8:1', '/', point, 'rw - ext4 //nas/my\\040share\\043 rw')], {
      ['/a b\tc\nd\\e/caf\xc3\xa9/']: '',
    })
    expect(await mounts(machine, never)).toMatchObject([
      {path: '/a b\tc\nd\\e/café/\ufffd', source: '//nas/my share#'},
    ])
  })

  test('a path with a space is measured where it is', async () => {
    const [found] = await mounts(mounted([line(1, 0, '8:1', '/', '/my\\040disk')], {'/my disk/': ''}), never)
    expect(found?.space).toMatchObject({totalBytes: expect.any(Number)})
  })

  test('optional fields before the hyphen, and lines that are none', async () => {
    const lines = [
      'garbage',
      '',
      '1 2 3',
      line(9, 0, '8:9', '/', '/data', 'rw shared:1 master:2 - ext4 /dev/sdb rw,errors=remount-ro'),
    ]
    expect(await mounts(mounted(lines), never)).toMatchObject([
      {path: '/data', source: '/dev/sdb', onError: 'remount-ro'},
    ])
  })

  test('not one readable line is no answer', async () => {
    await expect(mounts(mounted(['garbage']), never)).rejects.toThrow(
      '/proc/self/mountinfo does not read as expected',
    )
    await expect(mounts(machineOf({}), never)).rejects.toThrow('/proc/filesystems')
  })

  test('a table that cannot be read is not taken for an empty one', async () => {
    const machine = mounted([line(1, 0, '8:1', '/', '/')], {'/etc/fstab/': ''})
    await expect(mounts(machine, never)).rejects.toThrow('EISDIR')
  })

  test('who may write, and what /etc/fstab wants', async () => {
    const fstab = [
      '# /dev/x /comment ext4 ro 0 0',
      'UUID=1 / ext4 defaults,errors=remount-ro 0 1',
      '  LABEL=a\t/my\\040data  ext4  rw,ro  0 0',
      'broken',
      '/dev/z /rw ext4 ro,rw 0 0',
    ].join('\n')
    const lines = [
      line(1, 0, '8:1', '/', '/', 'ro - ext4 /dev/a ro,errors=remount-ro'),
      line(2, 1, '8:2', '/', '/my\\040data', 'ro - ext4 /dev/b rw'),
      line(3, 1, '8:3', '/', '/rw', 'rw - ext4 /dev/c rw,emergency_ro'),
      line(4, 1, '8:4', '/', '/other', 'rw - ext4 /dev/d rw,shutdown'),
    ]
    expect(await mounts(mounted(lines, {'/etc/fstab': fstab}), never)).toMatchObject([
      {path: '/', readOnly: 'filesystem', wanted: 'read-write', stopped: null, onError: 'remount-ro'},
      {path: '/my data', readOnly: 'mount', wanted: 'read-only', stopped: null, onError: null},
      {path: '/rw', readOnly: 'filesystem', wanted: 'read-write', stopped: 'emergency_ro'},
      {path: '/other', readOnly: 'filesystem', wanted: null, stopped: 'shutdown'},
    ])
  })
})

describe('how full it is', () => {
  const nfs = line(2, 0, '0:50', '/', '/srv', 'rw - nfs4 nas:/srv rw')

  test('a mount that is gone says so, and the others are measured', async () => {
    const machine = mounted([line(1, 0, '8:1', '/', '/here'), line(2, 0, '8:2', '/', '/gone')], {
      '/here/': '',
    })
    expect(await mounts(machine, never)).toMatchObject([
      {path: '/here', space: {totalBytes: expect.any(Number)}},
      {
        path: '/gone',
        space: {
          unavailable: {
            code: 'mount_unreadable',
            params: {path: '/gone', cause: expect.stringContaining('ENOENT')},
          },
        },
      },
    ])
  })

  test('a network mount is measured by a program of the system', async () => {
    const stat = `[ "$1 $2 $4" = "-f -c --" ] && echo 4096 1000 400 300 50 20`
    const [found] = await mounts(mounted([nfs], {}, stat), never)
    expect(found?.space).toEqual({
      totalBytes: 4_096_000,
      usedBytes: 2_457_600,
      availableBytes: 1_228_800,
      totalInodes: 50,
      usedInodes: 30,
    })
  })

  test('more free than there is, beyond 2^53, and no inodes', async () => {
    const stat = 'echo 4096 4503599627370496 4503599627370497 1 0 0'
    const [found] = await mounts(mounted([nfs], {}, stat), never)
    expect(found?.space).toEqual({
      totalBytes: 2 ** 64,
      usedBytes: 0,
      availableBytes: 4096,
      totalInodes: null,
      usedInodes: null,
    })
  })

  test('no blocks at all is a kernel interface that nobody has listed', async () => {
    expect(await mounts(mounted([nfs], {}, 'echo 4096 0 0 0 0 0'), never)).toEqual([])
  })

  test.each([
    ['echo "stat: cannot read: Stale file handle" >&2; exit 1', 'Stale file handle'],
    ['echo 1 2 3', 'stat does not answer as expected'],
    ['echo 1 2 3 4 5 -6', 'stat does not answer as expected'],
  ])('a network mount that cannot be measured: %s', async (stat, cause) => {
    expect(await mounts(mounted([nfs], {}, stat), never)).toMatchObject([
      {space: {unavailable: {code: 'mount_unreadable', says: expect.stringContaining(cause)}}},
    ])
  })

  test('a network mount whose name is no UTF-8 is not looked for elsewhere', async () => {
    const machine = mounted(
      [line(2, 0, '0:50', '/', '/\xff', 'rw - nfs4 nas:/ rw')],
      {},
      'echo 4096 9 9 9 9 9',
    )
    expect(await mounts(machine, never)).toMatchObject([
      {space: {unavailable: {says: expect.stringContaining('not UTF-8')}}},
    ])
  })
})

describe('this machine', () => {
  test('the bytes of df -B1', async () => {
    const columns = '--output=target,size,used,avail'
    for (const {path, space} of await mounts(thisMachine, never)) {
      if ('unavailable' in space) continue
      const [total, used, available] = df('-B1', columns, path)
      expect(space.totalBytes).toBe(total)
      // Other programs write between the two readings.
      expect(Math.abs(space.usedBytes - Number(used))).toBeLessThan(2 ** 30)
      expect(Math.abs(space.availableBytes - Number(available))).toBeLessThan(2 ** 30)
    }
  })

  test('the inodes of df -i', async () => {
    for (const {path, space} of await mounts(thisMachine, never)) {
      if ('unavailable' in space) continue
      const row = execFileSync('df', ['-iP', path], {encoding: 'utf8'}).trim().split('\n').at(-1) ?? ''
      const [, total, used] = / (\d+|-) +(\d+|-) +(?:\d+|-) +(?:\d+%|-) +\//.exec(row) ?? []
      expect(space.totalInodes).toBe(total === '-' || total === '0' ? null : Number(total))
      // Other programs make and remove files between the two readings.
      expect(Math.abs((space.usedInodes ?? 0) - Number(used === '-' ? 0 : used))).toBeLessThan(50_000)
    }
  })

  test('every file system that df shows and that is not of memory, and / in any case', async () => {
    const text = execFileSync(
      'df',
      ['--output=target', '-x', 'tmpfs', '-x', 'devtmpfs', '-x', 'overlay', '-x', 'squashfs'],
      {
        encoding: 'utf8',
      },
    )
    const shown = text.trim().split('\n').slice(1)
    const found = paths(await mounts(thisMachine, never))
    expect(found).toContain('/')
    expect(shown.filter((path) => !found.includes(path))).toEqual([])
  })
})

function df(...args: readonly [string, string, string]): number[] {
  const row = execFileSync('df', args, {encoding: 'utf8'}).trim().split('\n').at(-1) ?? ''
  return row.slice(args[2].length).trim().split(/\s+/).map(Number)
}
