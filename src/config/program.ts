import type {JsonFault} from '../manifest/json-text.ts'
import {printable} from '../manifest/show.ts'
import {stampOf} from './checked.ts'
import {evaluate, type Evaluated} from './evaluate.ts'
import {placeIn, placeOfError} from './program-place.ts'
import type {Parsed} from './parse.ts'

type Result = Parsed | JsonFault

/** What came of a program is known until it, or a file that it loaded, is another. */
const known = new Map<string, Known>()

type Known = {
  readonly state: string
  readonly files: readonly string[]
  readonly result: Result
  readonly until: number
}

/** One that gave nothing is tried again after this: the machine may have been busy, or short of memory. Milliseconds. */
const lateMs = 60_000

/** A file may change once more in this time without its times telling. Nanoseconds. */
const restNs = 100_000_000n

/** What a configuration that is a program gives, found out in a process of its own; `text` is what it is. */
export async function runProgram(file: string, text: string): Promise<Result> {
  const before = known.get(file)
  if (before !== undefined && before.state === stateOf(before.files) && Date.now() < before.until)
    return before.result
  const evaluated = await evaluate(file)
  const files = [...new Set([file, ...evaluated.files])]
  const result = resultOf(file, text, evaluated)
  const state = stateOf(files)
  if (state === undefined) known.delete(file)
  else {
    const until = evaluated.end !== undefined ? Date.now() + lateMs : Number.POSITIVE_INFINITY
    known.set(file, {state, files, result, until})
  }
  return result
}

/** Undefined where one of them may be changing just now. */
function stateOf(files: readonly string[]): string | undefined {
  const {statSync} = process.getBuiltinModule('node:fs')
  const rested = BigInt(Date.now()) * 1_000_000n - restNs
  const stamps = files.map((file) => statSync(file, {bigint: true, throwIfNoEntry: false}))
  if (stamps.some((stats) => stats !== undefined && stats.ctimeNs > rested)) return undefined
  return stamps.map((stats) => (stats === undefined ? 'none' : stampOf(stats).text)).join('\n')
}

const ends = {
  late: 'it did not end in time; it may have gone on for ever',
  large: 'it gave or said too much',
  memory: 'it took too much memory',
  ended: 'it ended before it had given a configuration',
} as const

function resultOf(file: string, text: string, evaluated: Evaluated): Result {
  const {value, error, strange, end, stderr} = evaluated
  if (error !== undefined) {
    const place = placeOfError(file, error.stack, stderr)
    return {fault: printable(error.message.slice(0, 500)), place}
  }
  if (strange !== undefined) {
    const where = printable(strange.path.join('.').slice(0, 200)) || 'the file'
    const fault = `${where} is ${printable(strange.what.slice(0, 100))}; only what JSON has can stand here`
    return {fault, place: placeIn(text, strange.path)}
  }
  if (end !== undefined) return {fault: ends[end], place: {line: 1, column: 1}}
  return {value: value ?? {}, placeOf: (path) => placeIn(text, path.map(String))}
}
