import {existsSync, readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {assemble, equal, finish, label, load} from '../../src/sandbox/bpf.ts'
import {filterFor} from '../../src/sandbox/filter.ts'
import {absent, absentUnlessRoot, givesMode, newest, partly, refused} from '../../src/sandbox/syscalls.ts'

const givingModes = Object.fromEntries(Object.entries(givesMode).map(([name, {call}]) => [name, call]))
const tables = {...refused, ...absent, ...absentUnlessRoot, ...partly, ...givingModes}
const machines = {x64: 0xc000003e, arm64: 0xc00000b7}
const [allow, kill, eperm, enosys, family] = [0x7fff0000, 0x80000000, 0x50001, 0x50026, 0x50061]

/** What the kernel would answer: the program run as seccomp(2) says, on one call. */
function verdict(program: Buffer, machine: number, number: number, args: readonly number[] = []): number {
  const data = Buffer.alloc(64)
  data.writeInt32LE(number, 0)
  data.writeUInt32LE(machine, 4)
  args.forEach((argument, index) => data.writeBigUInt64LE(BigInt(argument), 16 + index * 8))
  let word = 0
  for (let at = 0; at < program.length;) {
    const [op, yes, no, value] = [
      program.readUInt16LE(at),
      program[at + 2] ?? 0,
      program[at + 3] ?? 0,
      program.readUInt32LE(at + 4),
    ]
    const jump = (condition: boolean) => (at += 8 + 8 * (condition ? yes : no))
    if (op === 0x06) return value
    if (op === 0x20) word = data.readUInt32LE(value)
    if (op === 0x54) word = (word & value) >>> 0
    if (op === 0x15) jump(word === value)
    else if (op === 0x25) jump(word > value)
    else if (op === 0x45) jump((word & value) !== 0)
    else at += 8
  }
  throw new Error('It does not end')
}

describe.each([
  ['x64', 0],
  ['arm64', 1],
] as const)('the filter for %s', (name, column) => {
  const program = filterFor(name) ?? Buffer.alloc(0)
  const machine = machines[name]
  const judge = (number: number, ...args: number[]) => verdict(program, machine, number, args)

  test('refuses each call of its tables and allows the others', () => {
    const numbers = (table: typeof refused) => Object.values(table).flatMap((row) => row[column] ?? [])
    for (const number of numbers(refused)) expect(judge(number)).toBe(eperm)
    for (const number of numbers({...absent, ...absentUnlessRoot})) expect(judge(number)).toBe(enosys)
    const named = new Set(numbers(tables))
    const others = Array.from({length: newest + 1}, (_, number) => number).filter(
      (number) => !named.has(number),
    )
    for (const number of others) expect(judge(number)).toBe(allow)
    for (const number of [newest + 1, 512, 1000]) expect(judge(number)).toBe(enosys)
  })

  test('lets no process make a namespace', () => {
    const clone = partly.clone[column]
    for (const flag of [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000]) {
      expect(judge(clone, flag | 17)).toBe(eperm)
    }
    expect(judge(clone, 0x3d0f00)).toBe(allow)
  })

  test('gives no file a set-id bit, but for sys:root', () => {
    const forRoot = filterFor(name, true) ?? Buffer.alloc(0)
    for (const {call, mode, flags} of Object.values(givesMode)) {
      const number = call[column]
      if (number === undefined) continue
      const args = (bits: number, how: number) => {
        const given = [0, 0, 0, 0]
        given[mode] = bits
        if (flags !== undefined) given[flags] = how
        return given
      }
      for (const how of [0o100, 0o101, 0o20000001]) {
        for (const bits of [0o4755, 0o2755, 0o6000, 0o104755]) {
          expect(judge(number, ...args(bits, how))).toBe(eperm)
          expect(verdict(forRoot, machine, number, args(bits, how))).toBe(allow)
        }
        for (const bits of [0o755, 0o1777, 0o100755]) expect(judge(number, ...args(bits, how))).toBe(allow)
      }
      if (flags !== undefined) expect(judge(number, ...args(0o6755, 0o200002))).toBe(allow)
    }
    expect(verdict(forRoot, machine, 437)).toBe(allow)
  })

  test('lets nobody type into a terminal, in whatever the high half of the number is', () => {
    const ioctl = partly.ioctl[column]
    for (const request of [0x5412, 0x541c, 0x100005412]) expect(judge(ioctl, 0, request)).toBe(eperm)
    expect(judge(ioctl, 0, 0x5413)).toBe(allow)
  })

  test('makes sockets of the internet and of routing, and pairs that reach nobody', () => {
    const [socket, pair] = [partly.socket[column], partly.socketpair[column]]
    for (const args of [
      [2, 1, 0],
      [10, 2, 17],
      [16, 3, 0],
    ])
      expect(judge(socket, ...args)).toBe(allow)
    for (const args of [
      [1, 1, 0],
      [16, 3, 12],
      [17, 3, 0],
      [38, 5, 0],
      [40, 1, 0],
    ])
      expect(judge(socket, ...args)).toBe(family)
    expect(judge(pair, 1, 1 | 0o2000000 | 0o4000)).toBe(allow)
    for (const args of [
      [1, 2, 0],
      [1, 5, 0],
      [2, 1, 0],
    ])
      expect(judge(pair, ...args)).toBe(family)
  })

  test('ends a process that calls by another convention', () => {
    for (const foreign of [0x40000003, ...Object.values(machines).filter((one) => one !== machine)]) {
      expect(verdict(program, foreign, 1)).toBe(kill)
    }
    if (name === 'x64') expect(judge(0x40000000)).toBe(kill)
  })
})

test('there is no filter for a machine that nobody has written one for', () => {
  expect(filterFor('riscv64')).toBeUndefined()
})

test('a jump that BPF cannot make is an error, not a hole', () => {
  expect(() => assemble([equal(1, 'nowhere'), finish(allow)])).toThrow('No jump')
  const far = [equal(1, 'far'), ...Array.from({length: 300}, () => load(0)), label('far'), finish(allow)]
  expect(() => assemble(far)).toThrow('No jump')
  expect(() => assemble([label('back'), load(0), equal(1, 'back')])).toThrow('No jump')
})

const headers = [
  ['/usr/include/x86_64-linux-gnu/asm/unistd_64.h', 0],
  ['/usr/include/asm-generic/unistd.h', 1],
] as const
test('the numbers are those of the kernel headers, where there are any', () => {
  expect(refused['ptrace']).toEqual([101, 117])
  for (const [file, column] of headers.filter(([path]) => existsSync(path))) {
    const text = readFileSync(file, 'utf8')
    for (const [name, row] of Object.entries<readonly [number, number?]>(tables)) {
      const [, number] = new RegExp(`#define __NR(?:3264)?_${name}\\s+(\\d+)`).exec(text) ?? []
      if (number !== undefined) expect([name, row[column]]).toEqual([name, Number(number)])
    }
  }
})
