import {decode, read, type Machine} from '../machine.ts'

/** One line of /proc/self/mountinfo, as proc_pid_mountinfo(5) describes it. */
export type Line = {
  readonly id: string
  readonly parent: string
  /** `major:minor`: the same for every mount of one file system. */
  readonly device: string
  /** The part of the file system that is mounted here; `/` is all of it. */
  readonly root: string
  /** One character a byte: what the kernel is asked with. */
  readonly point: string
  readonly options: readonly string[]
  readonly type: string
  readonly source: string
  readonly superOptions: readonly string[]
}

/** Every mount of this process's view, in the kernel's order. Throws where not one line reads as expected. */
export function mountinfo(machine: Pick<Machine, 'root'>): Line[] {
  const text = read(machine, '/proc/self/mountinfo', 'latin1')
  const lines = text
    .split('\n')
    .map(parse)
    .filter((line) => line !== undefined)
  if (lines.length === 0) throw new Error('/proc/self/mountinfo does not read as expected')
  return lines
}

/** Octal escapes stand for space, tab, line feed, backslash and, in sources, `#`. */
export function unescape(text: string): string {
  return text.replaceAll(/\\([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}

function parse(line: string): Line | undefined {
  const fields = line.split(' ')
  // Between the sixth field and the hyphen stand as many optional ones as there are.
  const hyphen = fields.indexOf('-', 6)
  const [id, parent, device, root, point, options] = fields
  const [type, source, superOptions] = hyphen === -1 ? [] : fields.slice(hyphen + 1)
  if (!id || !parent || !device || !root || !point || !options || !type || superOptions === undefined)
    return undefined
  return {
    id,
    parent,
    device,
    root: unescape(root),
    point: unescape(point),
    options: options.split(','),
    type: unescape(type),
    source: decode(unescape(source ?? '')),
    superOptions: superOptions.split(','),
  }
}
