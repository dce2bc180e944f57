import {spawnSync} from 'node:child_process'
import {rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {environment, bin} from '../terminal/program.ts'
import {homeWith, sampleManifest} from './homes.ts'
import type {Case} from './measure.ts'

const program = '#!/bin/bash\necho done\n'
const noop = {
  name: 'noop',
  version: '1.0.0',
  description: 'Does nothing',
  entrypoint: 'run.sh',
  permissions: ['noop:run'],
}

/** Starting, explaining and running, with warm caches and with none. */
export async function startupCases(): Promise<readonly Case[]> {
  const [warm, cold] = [await homeWith([noop], program), await homeWith([noop], program)]
  const env = environment(warm)
  expectEnforced(env, ['noop'])
  expectEnforced(env, ['health_check'])
  const forget = () => rmSync(join(cold, 'cache'), {recursive: true, force: true})
  const node = (name: string, args: readonly string[], stdout: RegExp, bound?: number): Case[] => {
    const same = {argv: [process.execPath, bin, ...args] as const, stdout}
    return [
      {...same, name, env, ...(bound !== undefined && {bound})},
      {...same, name: `${name}, cold`, env: environment(cold), before: forget},
    ]
  }
  return [
    {name: 'node -e 0', argv: [process.execPath, '-e', '0'], env, stdout: /^$/},
    {
      name: 'the no-op Bash program, plain',
      argv: [join(warm, 'data/plugins/noop/run.sh')],
      env,
      stdout: /^done\n$/,
    },
    ...node('--version', ['--version'], /^parrot-mcp\/\d/, 2.5),
    ...node('--help', ['--help'], /\nPLUGINS\n/),
    ...node('health_check --help', ['health_check', '--help'], /--disk-threshold=/, 2.8),
    ...node('noop, through the corridor', ['noop'], /^done\n$/, 3.8),
    ...node('health_check', ['health_check'], /\d+ ok/, 5.5),
  ]
}

/** The list of commands where there are many: none more than shipped, 500 more, and 500 of which one has just changed. */
export async function crowdCases(): Promise<readonly Case[]> {
  const crowd = Array.from({length: 500}, (_, at) => sampleManifest(`plugin_${at}`))
  const [few, many, changing] = [
    await homeWith([], program),
    await homeWith(crowd, program),
    await homeWith(crowd, program),
  ]
  const changed = join(changing, 'data/plugins/plugin_250/manifest.json')
  let round = 0
  const change = () =>
    writeFileSync(changed, JSON.stringify(sampleManifest('plugin_250', `Changed ${round++}`)))
  const help = (name: string, home: string, args: readonly string[]) =>
    ({
      name,
      argv: [process.execPath, bin, ...args],
      env: environment(home),
      stdout: /COMMANDS|FLAGS/,
    }) as const
  return [
    help('--help', few, ['--help']),
    help('--help, 500 plugins', many, ['--help']),
    {...help('--help, 500 plugins, one changed', changing, ['--help']), before: change},
    help('health_check --help', few, ['health_check', '--help']),
    help('health_check --help, 500 plugins', many, ['health_check', '--help']),
  ]
}

/** What is timed is the real thing: the call went well, at level enforced, and every event was on disk before the next step. */
function expectEnforced(env: NodeJS.ProcessEnv, args: readonly string[]): void {
  const json = (words: readonly string[]) => {
    const {stdout} = spawnSync(process.execPath, [bin, ...words, '--json'], {env, encoding: 'utf8'})
    return JSON.parse(stdout) as {outcome: string; level: string | null; output: unknown}
  }
  const {outcome, level} = json(args)
  if (outcome !== 'ok' || level !== 'enforced')
    throw new Error(`${args.join(' ')}: ${outcome} at level ${level}`)
  if (!JSON.stringify(json(['doctor']).output).includes('synchronous=FULL'))
    throw new Error('the journal is not synchronous=FULL')
}
