import type {Change} from '../manager.ts'

/** `Inst name[:arch] [old] (new origin:suite, … [arch]) …`; what has no old version is new. */
const inst = /^Inst ([^\s:]+)(?::\S+)? (?:\[(\S+)\] )?\((\S+) (.*?) ?\[([a-z0-9-]+)\]\)/

/** What apt says that it would install, sorted by name; or the line that says something else, which would be missing in a plan. */
export function changesIn(text: string): readonly Change[] | {readonly odd: string} {
  const lines = text.split('\n').filter((line) => /^(?:Inst|Remv|Purg) /.test(line))
  const found: Change[] = []
  for (const line of lines) {
    const [, name, from = null, to, origin = '', arch] = inst.exec(line) ?? []
    if (name === undefined || to === undefined || arch === undefined) return {odd: line}
    found.push({name, arch, from, to, origin, security: /security/i.test(origin)})
  }
  return found.toSorted((a, b) => compare(`${a.name}:${a.arch}`, `${b.name}:${b.arch}`))
}

/** By code units, so that every machine sorts alike. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The names of what it would leave alone, and those of these that their publisher lets out bit by bit. */
export function keptIn(text: string): {
  readonly names: readonly string[]
  readonly phased: readonly string[]
} {
  const back = namesUnder(text, 'The following packages have been kept back:')
  const phased = namesUnder(text, 'The following upgrades have been deferred due to phasing:')
  return {names: [...new Set([...back, ...phased])], phased}
}

/** A heading, and below it names on lines that begin with spaces. */
function namesUnder(text: string, heading: string): readonly string[] {
  const lines = text.split('\n')
  const at = lines.indexOf(heading)
  if (at === -1) return []
  const below = lines.slice(at + 1)
  const end = below.findIndex((line) => !line.startsWith(' '))
  return below.slice(0, end === -1 ? undefined : end).flatMap((line) => line.trim().split(/\s+/))
}
