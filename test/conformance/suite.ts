import {execFile} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {parse} from 'yaml'
import type {Era} from '../mcp/client.ts'

const suite = join(import.meta.dirname, 'node_modules/@modelcontextprotocol/conformance')

type Requirements = {
  readonly server: readonly string[]
  readonly not_scored: readonly {readonly scenario: string; readonly leg: string}[]
}
type Check = {readonly id: string; readonly status: string; readonly errorMessage?: string}

/** What a revision asks of a server, as the suite has it: what counts, and what is run besides. */
export function required(era: Era): {
  readonly scored: readonly string[]
  readonly unscored: readonly string[]
} {
  const {server, not_scored: others} = parse(
    readFileSync(join(suite, 'requirements', `${era}.yaml`), 'utf8'),
  ) as Requirements
  return {
    scored: server,
    unscored: others.filter(({leg}) => leg === 'server').map(({scenario}) => scenario),
  }
}

/** Runs the official suite, all that a revision asks for or one scenario, and says by scenario what failed. */
export async function run(url: URL, era: Era, scenario?: string): Promise<Map<string, readonly string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-conformance-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  const which =
    scenario === undefined ? ['--requirements', era] : ['--scenario', scenario, '--spec-version', era]
  const args = [join(suite, 'dist/index.js'), 'server', '--url', url.href, '-o', folder, ...which]
  const {promise, resolve} = Promise.withResolvers<void>()
  // Its exit status says that something failed; what it was stands in the folder.
  execFile(process.execPath, args, {cwd: folder, maxBuffer: 1024 ** 3}, () => resolve())
  await promise
  return new Map(readdirSync(folder).map((name) => [scenarioOf(name), failures(join(folder, name))]))
}

const scenarioOf = (folder: string) => folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '')

function failures(folder: string): string[] {
  const checks = JSON.parse(readFileSync(join(folder, 'checks.json'), 'utf8')) as Check[]
  const failed = checks
    .filter(({status}) => status === 'FAILURE')
    .map(({id, errorMessage = ''}) => `${id}: ${errorMessage}`)
  return checks.length === 0 ? ['nothing was checked'] : failed
}
