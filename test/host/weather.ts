import {chmodSync} from 'node:fs'
import {join} from 'node:path'
import {openParrot} from '../../src/app.ts'
import type {Surroundings} from '../../src/config/paths.ts'
import {operations} from '../../src/host/operations.ts'
import type {CallResult} from '../../src/host/request.ts'
import {newHome, put} from '../home.ts'

export const secretLength = 'printf "%s %s" "${#API_KEY}" "$CITY"'

export const manifest = {
  name: 'weather',
  version: '1.0.0',
  description: 'Says how the weather is',
  entrypoint: 'weather.sh',
  permissions: ['weather:see'],
  config: {
    CITY: {type: 'string', default: 'Bern', description: 'Where', pattern: '[^;]*'},
    DAYS: {type: 'integer', minimum: 1, maximum: 9},
    UNITS: {type: 'enum', options: ['metric', 'imperial'], default: 'metric'},
    LOUD: {type: 'boolean', default: false},
    STATIONS: {type: 'list'},
    FOLDER: {type: 'path'},
    API_KEY: {type: 'secret', pattern: '[A-Za-z0-9_-]+'},
  },
} as const

export type Home = ReturnType<typeof newHome>

/** A home with the plugin weather in it, which prints how long its secret is, and the city. */
export function weatherHome(files: Readonly<Record<string, unknown>> = {}, more: object = {}): Home {
  const home = newHome({'data/plugins/weather/manifest.json': {...manifest, ...more}, ...files})
  const program = join(home.home, 'data/plugins/weather/weather.sh')
  put(program, `#!/usr/bin/env bash\n${secretLength}\n`)
  chmodSync(program, 0o755)
  return home
}

/** One call by the owner of this home, in a Parrot opened for it. */
export async function ask(home: Surroundings, tool: string, values: object = {}): Promise<CallResult> {
  const parrot = await openParrot(home)
  try {
    return await parrot.call({
      tool,
      by: parrot.operator,
      door: 'terminal',
      input: async () => ({values: values as Readonly<Record<string, unknown>>}),
      dryRun: false,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
  } finally {
    await parrot.close()
  }
}

/** Approves it as its owner would who has read what it asks for. */
export async function approveWeather(home: Surroundings): Promise<CallResult> {
  const proposed = await ask(home, 'plugin_propose', {name: 'weather'})
  const {accept, digest} = proposed.output as {readonly accept?: string; readonly digest: string}
  const tool = operations.has('plugin_approve') ? 'plugin_approve' : 'plugin_enable'
  return ask(home, tool, {name: 'weather', digest, ...(accept !== undefined && {accept})})
}

export const codes = ({problems}: CallResult) => problems.map(({code}) => code)
