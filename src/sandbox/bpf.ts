/** One line of a classic BPF program. A jump goes to a label further down, or on to the next line. */
export type Line =
  | {readonly op: number; readonly value: number; readonly yes?: string; readonly no?: string}
  | {readonly label: string}

const loadWord = 0x20
const jumpIfEqual = 0x15
const jumpIfAbove = 0x25
const jumpIfAnyBit = 0x45
const andWith = 0x54
const answer = 0x06

/** The next comparisons are with the 32-bit word at `offset` of seccomp_data. */
export const load = (offset: number): Line => ({op: loadWord, value: offset})
export const equal = (value: number, yes: string): Line => ({op: jumpIfEqual, value, yes})
export const unequal = (value: number, no: string): Line => ({op: jumpIfEqual, value, no})
export const above = (value: number, yes: string): Line => ({op: jumpIfAbove, value, yes})
export const anyBit = (mask: number, yes: string): Line => ({op: jumpIfAnyBit, value: mask, yes})
export const noneOf = (mask: number, no: string): Line => ({op: jumpIfAnyBit, value: mask, no})
/** Only `bits` of the word are left for the next comparisons. */
export const keep = (bits: number): Line => ({op: andWith, value: bits})
export const label = (name: string): Line => ({label: name})
export const finish = (verdict: number): Line => ({op: answer, value: verdict})

/** The program as the kernel reads it: eight bytes a line, jumps as distances. Throws where a jump is longer than BPF knows. */
export function assemble(lines: readonly Line[]): Buffer {
  const places = new Map<string, number>()
  const steps = lines.filter((line) => 'op' in line)
  let at = 0
  for (const line of lines) {
    if ('label' in line) places.set(line.label, at)
    else at += 1
  }
  const program = Buffer.alloc(steps.length * 8)
  steps.forEach(({op, value, yes, no}, index) => {
    program.writeUInt16LE(op, index * 8)
    program.writeUInt8(distance(places, index, yes), index * 8 + 2)
    program.writeUInt8(distance(places, index, no), index * 8 + 3)
    program.writeUInt32LE(value >>> 0, index * 8 + 4)
  })
  return program
}

function distance(places: ReadonlyMap<string, number>, from: number, to: string | undefined): number {
  if (to === undefined) return 0
  const place = places.get(to)
  if (place === undefined || place <= from || place - from > 256)
    throw new Error(`No jump from ${from} to ${to}`)
  return place - from - 1
}
