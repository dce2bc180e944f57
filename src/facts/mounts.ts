import {decode, read, type Machine} from './machine.ts'
import {fstab, type Access} from './mounts/fstab.ts'
import {mountinfo, type Line} from './mounts/mountinfo.ts'
import {realMounts} from './mounts/real.ts'
import {space, type Space} from './mounts/space.ts'
import type {Unavailable} from './reason.ts'

/** A file system that holds data, where it is mounted. */
export type Mount = {
  readonly path: string
  readonly source: string
  readonly type: string
  /** `mount`: this mount does not write, the file system may elsewhere. `filesystem`: nothing can write to it. */
  readonly readOnly: 'no' | 'mount' | 'filesystem'
  /** What /etc/fstab wants; null where it does not name the path. */
  readonly wanted: Access | null
  /** The kernel's word for a file system that it stopped after an error: `emergency_ro`, `shutdown`. */
  readonly stopped: string | null
  /** What it is to do on an error, where its options say so: `remount-ro`, `continue`, `panic`. */
  readonly onError: string | null
  readonly space: Space | Unavailable
}

/** Every real mount (mounts/real.ts says which), each measured on its own: one that hangs does not delay the others. */
export async function mounts(machine: Machine, signal: AbortSignal): Promise<Mount[]> {
  const isLocal = localTypes(machine)
  const wanted = fstab(machine)
  const found = await Promise.all(
    realMounts(mountinfo(machine)).map(async (line) => ({
      ...described(line, wanted),
      space: await space(machine, line.point, isLocal(line.type), signal),
    })),
  )
  return found.filter(hasRoom)
}

function described(line: Line, wanted: ReadonlyMap<string, Access>): Omit<Mount, 'space'> {
  const {superOptions} = line
  const stopped = superOptions.find((option) => option === 'emergency_ro' || option === 'shutdown') ?? null
  return {
    path: decode(line.point),
    source: line.source,
    type: line.type,
    readOnly:
      stopped || superOptions.includes('ro') ? 'filesystem' : line.options.includes('ro') ? 'mount' : 'no',
    wanted: wanted.get(line.point) ?? null,
    stopped,
    onError: superOptions.find((option) => option.startsWith('errors='))?.slice('errors='.length) ?? null,
  }
}

/** Kernel interfaces that nobody has listed yet have no blocks. */
function hasRoom({space}: Mount): boolean {
  return 'unavailable' in space || space.totalBytes > 0
}

/** Types that the kernel serves from its own disks or memory, so that asking them cannot hang. */
function localTypes(machine: Machine): (type: string) => boolean {
  const lines = read(machine, '/proc/filesystems').split('\n')
  const onDisks = new Set(lines.filter((line) => line.startsWith('\t')).map((line) => line.trim()))
  const others = new Set(['zfs', 'ubifs', 'jffs2', 'tmpfs', 'ramfs', 'overlay'])
  return (type) => others.has(type) || (onDisks.has(type) && !type.startsWith('fuse'))
}
