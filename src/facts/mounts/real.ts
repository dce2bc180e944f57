import type {Line} from './mountinfo.ts'

/**
 * The mounts that hold people's data and can fill up, one for each file system: no kernel interfaces, no memory, no layers
 * of containers, no images that can never be written, nothing that another mount hides. `/` counts whatever it is.
 */
export function realMounts(lines: readonly Line[]): Line[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const byPoint = Map.groupBy(lines, ({point}) => point)
  const candidates = lines.filter((line) => line.point === '/' || !unreal.has(line.type))
  const visible = candidates.filter((line) => isVisible(line, byPoint, byId))
  const chosen = new Set(
    Map.groupBy(visible, ({device}) => device)
      .values()
      .map(best),
  )
  return visible.filter((line) => chosen.has(line))
}

const unreal = new Set(
  `proc sysfs devtmpfs devpts tmpfs ramfs cgroup cgroup2 mqueue hugetlbfs debugfs tracefs securityfs selinuxfs smackfs
  configfs pstore efivarfs bpf fusectl binfmt_misc autofs rpc_pipefs nfsd nsfs sockfs pipefs resctrl rootfs
  overlay aufs fuse.fuse-overlayfs fuse.lxcfs fuse.portal fuse.gvfsd-fuse fuse.snapfuse
  squashfs erofs cramfs romfs iso9660 udf`.split(/\s+/),
)

/** Hidden is what another mount covers: one on the same folder or on a folder above it, and not one that it stands on. */
function isVisible(
  line: Line,
  byPoint: ReadonlyMap<string, readonly Line[]>,
  byId: ReadonlyMap<string, Line>,
): boolean {
  const below = ancestry(line, byId)
  const above = foldersOf(line.point).flatMap((folder) => byPoint.get(folder) ?? [])
  return !above.some(({id, parent}) => below.has(parent) && !below.has(id))
}

/** `/a/b`: `/`, `/a`, `/a/b`. */
function foldersOf(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '')
  return ['/', ...names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`)]
}

function ancestry(line: Line, byId: ReadonlyMap<string, Line>): Set<string> {
  const found = new Set<string>()
  for (let at: Line | undefined = line; at && !found.has(at.id); at = byId.get(at.parent)) found.add(at.id)
  return found
}

/** Of several mounts of one file system: the writable, then the whole, then the one with the shortest path. */
function best(lines: readonly Line[]): Line | undefined {
  const order = ({options, root, point}: Line) => [
    Number(options.includes('ro')),
    Number(root !== '/'),
    point.length - 1,
  ]
  return lines.toSorted((a, b) => {
    const [left, right] = [order(a), order(b)]
    return left.map((rank, index) => rank - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0
  })[0]
}
