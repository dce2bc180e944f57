import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'

type Report = {
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

/** Holds the test report against what was collected: a test that was skipped, lost or never run is a failure too. */
const [file = '', status = '1'] = process.argv.slice(2)
const report = JSON.parse(readFileSync(file, 'utf8')) as Report
const listed = execFileSync('vitest', ['list', '--json'], {encoding: 'utf8', maxBuffer: 64 << 20})
const collected = (JSON.parse(listed.slice(listed.indexOf('['))) as unknown[]).length
const ran = report.numPassedTests + report.numFailedTests
const lost = Math.max(collected - ran, report.numPendingTests + report.numTodoTests, 0)

if (lost > 0)
  process.stdout.write(`${lost} of ${collected} collected tests did not run; none may be skipped here\n`)
if (status !== '0') process.stdout.write(`the test command ended with status ${status}\n`)
process.exitCode = status === '0' && lost === 0 && report.numPassedTests > 0 ? 0 : 1
process.stdout.write(`${report.numPassedTests} passed, ${report.numFailedTests} failed\n`)
