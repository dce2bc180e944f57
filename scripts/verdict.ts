import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {relative} from 'node:path'

type Report = {
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly File[]
}

type File = {
  readonly name: string
  readonly message: string
  readonly startTime: number
  readonly endTime: number
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages?: readonly string[] | null
  }[]
}

/** Holds the test report against what was collected: a test that was skipped, lost or never run is a failure too. */
const [file = '', status = '1'] = process.argv.slice(2)
const report = JSON.parse(readFileSync(file, 'utf8')) as Report
const listed = execFileSync('vitest', ['list', '--json'], {encoding: 'utf8', maxBuffer: 64 << 20})
const collected = (JSON.parse(listed.slice(listed.indexOf('['))) as unknown[]).length
const ran = report.numPassedTests + report.numFailedTests
const lost = Math.max(collected - ran, report.numPendingTests + report.numTodoTests, 0)

for (const line of [...slowest(report.testResults), ...failures(report.testResults)])
  process.stdout.write(`${line}\n`)
if (lost > 0)
  process.stdout.write(`${lost} of ${collected} collected tests did not run; none may be skipped here\n`)
if (status !== '0') process.stdout.write(`the test command ended with status ${status}\n`)
process.exitCode = status === '0' && lost === 0 && report.numPassedTests > 0 ? 0 : 1
process.stdout.write(`${report.numPassedTests} passed, ${report.numFailedTests} failed\n`)

/** Where the time of a run goes, worst first. */
function slowest(files: readonly File[]): readonly string[] {
  const timed = files.map(({name, startTime, endTime}) => ({name, seconds: (endTime - startTime) / 1000}))
  const worst = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, 20)
  return worst.map(({name, seconds}) => `${seconds.toFixed(1).padStart(6)} s  ${here(name)}`)
}

/** Again at the very end: what a long run printed on the way is cut off where only the end of it is kept. */
function failures(files: readonly File[]): readonly string[] {
  return files.flatMap(({name, message, assertionResults}) => {
    const failed = assertionResults.filter(({status}) => status === 'failed')
    const alone = failed.length === 0 && message !== '' ? [`FAILED ${here(name)}: ${start(message)}`] : []
    const said = failed.map(
      ({fullName, failureMessages}) =>
        `FAILED ${here(name)} > ${fullName}\n       ${start(failureMessages?.[0] ?? '')}`,
    )
    return [...alone, ...said]
  })
}

function here(file: string): string {
  return relative(process.cwd(), file)
}

function start(message: string): string {
  return message.slice(0, 1000)
}
