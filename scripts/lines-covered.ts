import {existsSync, globSync, readFileSync} from 'node:fs'
import {SourceMap, type SourceMapPayload} from 'node:module'
import {basename, join, relative} from 'node:path'

type Range = {readonly startOffset: number; readonly endOffset: number; readonly count: number}
type Script = {readonly url: string; readonly functions: readonly {readonly ranges: readonly Range[]}[]}
type Counted = {
  readonly statementMap: Readonly<Record<string, {readonly start: {readonly line: number}}>>
  readonly s: Readonly<Record<string, number>>
}

const root = join(import.meta.dirname, '..')
const chunks = join(root, 'dist/chunks')

/** Holds the lines of src that ran, in the test process or in a built program that a test started, against a least share of all. */
const [least = '90', tested = '', programs = ''] = process.argv.slice(2)
const inPrograms = linesOfPrograms(programs)
let [all, here, anywhere] = [0, 0, 0]
for (const [path, counted] of Object.entries(
  JSON.parse(readFileSync(tested, 'utf8')) as Record<string, Counted>,
)) {
  const also = inPrograms.get(relative(root, path)) ?? new Set()
  for (const [line, ran] of linesOf(counted)) {
    all++
    if (ran) here++
    if (ran || also.has(line)) anywhere++
  }
}
const share = (lines: number) => ((lines / all) * 100).toFixed(2)
process.stdout.write(
  `${share(anywhere)} % of ${all} lines ran, ${share(here)} % of them in the tests' own process\n`,
)
process.exitCode = all > 0 && anywhere / all >= Number(least) / 100 ? 0 : 1

function linesOf({statementMap, s}: Counted): ReadonlyMap<number, boolean> {
  const lines = new Map<number, boolean>()
  for (const [id, {start}] of Object.entries(statementMap))
    lines.set(start.line, lines.get(start.line) === true || (s[id] ?? 0) > 0)
  return lines
}

/** By source file; of a chunk that more than one program loaded, what ran in any of them. */
function linesOfPrograms(folder: string): ReadonlyMap<string, ReadonlySet<number>> {
  const ran = new Map<string, Uint8Array>()
  for (const file of globSync('*.json', {cwd: folder})) {
    for (const {url, functions} of scriptsIn(join(folder, file)))
      if (/\/dist\/(?:chunks\/[^/]+|cli)\.cjs$/.test(url)) mark(ran, basename(url), functions)
  }
  const lines = new Map<string, Set<number>>()
  for (const [name, bytes] of ran) throughMap(name, bytes, lines)
  return lines
}

/** A program that a test killed may have been writing: what it left says nothing, and its lines are not counted. */
function scriptsIn(file: string): readonly Script[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as {result: readonly Script[]}).result
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return []
  }
}

/** Inner ranges follow outer ones, so the last word on a character is that of the innermost. */
function mark(ran: Map<string, Uint8Array>, name: string, functions: Script['functions']): void {
  const ranges = functions.flatMap((each) => each.ranges)
  const length = Math.max(...ranges.map(({endOffset}) => endOffset))
  const here = new Uint8Array(length)
  for (const {startOffset, endOffset, count} of ranges) here.fill(count > 0 ? 1 : 0, startOffset, endOffset)
  const before = ran.get(name)
  if (before !== undefined) for (let at = 0; at < length; at++) here[at] = here[at] || before[at] || 0
  ran.set(name, here)
}

/** A line ran where a character ran that the map says began on it. */
function throughMap(name: string, ran: Uint8Array, lines: Map<string, Set<number>>): void {
  const file = join(name === 'cli.cjs' ? join(root, 'dist') : chunks, name)
  if (!existsSync(`${file}.map`)) return // the bundler's own few lines
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload)
  let offset = 0
  for (const [row, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    for (let column = 0; column < text.length; column++) {
      if (ran[offset + column] !== 1) continue
      const entry = map.findEntry(row, column)
      if (
        !('originalSource' in entry) ||
        entry.originalSource === undefined ||
        entry.generatedColumn !== column
      )
        continue
      const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '')
      const found = lines.get(source) ?? new Set()
      lines.set(source, found.add(entry.originalLine + 1))
    }
    offset += text.length + 1
  }
}
