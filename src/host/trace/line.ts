/** One system call, as strace wrote it. Names in `args` are still hexadecimal. */
export type Call = {
  readonly pid: number
  readonly name: string
  readonly args: string
  readonly result: string
}

/** A name among the arguments, and the folder that it is relative to where that is said. */
export type Named = {readonly text: string; readonly base?: string}

/** `cloning`: processes whose fork has begun and not ended, the newest last. */
export type Reader = {read(line: string): Call | undefined; readonly cloning: readonly number[]}

const whole = /^(\d+) +(\w+)\((.*)\) += (.+)$/
const begun = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/
const resumed = /^(\d+) +<\.\.\. (\w+) resumed>(.*)$/
const token = /(?:AT_FDCWD|\b\d+)<((?:\\x[0-9a-f]{2})*)>|"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g

/**
 * Reads lines as strace writes them with -f -xx -y; what is not exactly one is none. A call that was interrupted by another
 * process is given when its second half comes.
 */
export function reader(): Reader {
  const halves = new Map<number, {name: string; head: string}>()
  return {
    get cloning() {
      return [...halves].filter(([, {name}]) => isFork(name)).map(([pid]) => pid)
    },
    read(line) {
      const [, pid = '', name = '', head = ''] = begun.exec(line) ?? []
      if (name !== '') {
        halves.set(Number(pid), {name, head})
        return undefined
      }
      return callOf(joined(line, halves))
    },
  }
}

export function isFork(name: string): boolean {
  return /^(?:clone3?|v?fork)$/.test(name)
}

/** The names among a call's arguments, in their order. One that was cut short is left out. */
export function namesIn(args: string): Named[] {
  const found: Named[] = []
  let base: string | undefined
  for (const [, folder, text, cut] of args.matchAll(token)) {
    if (folder !== undefined) base = decoded(folder)
    else {
      if (text !== undefined && cut === undefined)
        found.push({text: decoded(text), ...(base !== undefined && {base})})
      base = undefined
    }
  }
  return found
}

/** Where the process stood when it made the call, or stands after it, as far as that says so. */
export function folderIn({name, args}: Call, got: boolean): string | undefined {
  const [, from, folder] = /^(AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2})*)>/.exec(args) ?? []
  const says = from === 'AT_FDCWD' || (name === 'fchdir' && got)
  return says && folder !== undefined ? decoded(folder) : undefined
}

function joined(line: string, halves: Map<number, {name: string; head: string}>): string {
  const [, pid = '', name = '', tail = ''] = resumed.exec(line) ?? []
  const half = halves.get(Number(pid))
  if (name === '') return line
  halves.delete(Number(pid))
  return half?.name === name ? `${pid} ${name}(${half.head}${tail}` : ''
}

function callOf(line: string): Call | undefined {
  const [, pid, name = '', args = '', result = ''] = whole.exec(line) ?? []
  return pid === undefined ? undefined : {pid: Number(pid), name, args, result}
}

function decoded(hex: string): string {
  return Buffer.from(hex.replaceAll(String.raw`\x`, ''), 'hex').toString('utf8')
}
