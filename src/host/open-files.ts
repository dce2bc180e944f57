import {readdirSync, readFileSync, statSync} from 'node:fs'

export type Holder = {readonly pid: number; readonly writes: boolean}

/**
 * Which processes have which files open, by `device:inode`; of `wanted` ones only, where that is given. What cannot be
 * seen (another user's processes, for who is not root) is not in it.
 */
export function openFiles(wanted?: ReadonlySet<string>): ReadonlyMap<string, readonly Holder[]> {
  const found = new Map<string, Holder[]>()
  for (const pid of pids()) {
    for (const fd of entries(`/proc/${pid}/fd`)) {
      const id = fileId(`/proc/${pid}/fd/${fd}`)
      if (id === undefined || wanted?.has(id) === false) continue
      const holder = {pid, writes: writesTo(pid, fd)}
      found.set(id, [...(found.get(id) ?? []), holder])
    }
  }
  return found
}

/** `device:inode` of what `path` leads to. */
export function fileId(path: string): string | undefined {
  try {
    const {dev, ino} = statSync(path, {bigint: true})
    return `${dev}:${ino}`
  } catch {
    return undefined
  }
}

export function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** A process that has just gone, or may not be looked at, has nothing to show. */
export function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The access mode in `flags` of fdinfo, an octal number: 0 is reading only. */
function writesTo(pid: number, fd: string): boolean {
  try {
    const [, flags = '2'] = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1')) ?? []
    return (Number.parseInt(flags, 8) & 3) !== 0
  } catch {
    return true
  }
}
