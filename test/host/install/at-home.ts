import {chmodSync, existsSync, globSync} from 'node:fs'
import {join} from 'node:path'
import {openParrot} from '../../../src/app.ts'
import type {Proposal} from '../../../src/host/install/proposal.ts'
import type {Parrot} from '../../../src/host/parrot.ts'
import type {CallResult, Door} from '../../../src/host/request.ts'
import {put, type newHome} from '../../home.ts'

export type Home = ReturnType<typeof newHome>

/** One call by the owner of this home, by a Parrot that was opened for it, as a command line would. */
export function ask(
  home: Home,
  tool: string,
  values: Readonly<Record<string, unknown>> = {},
  door: Door = 'terminal',
  signal = new AbortController().signal,
): Promise<CallResult> {
  return opened(home, (parrot) => call(parrot, tool, values, door, signal))
}

/** The events of these types, oldest first. */
export function eventsOf(home: Home, types: readonly string[]): Promise<readonly unknown[]> {
  return opened(home, async (parrot) => {
    const {output} = await call(parrot, 'events_list', {types}, 'terminal')
    return [...(output as {events: Iterable<unknown>}).events]
  })
}

async function opened<T>(home: Home, use: (parrot: Parrot) => Promise<T>): Promise<T> {
  const parrot = await openParrot(home)
  try {
    return await use(parrot)
  } finally {
    await parrot.close()
  }
}

function call(
  parrot: Parrot,
  tool: string,
  values: Readonly<Record<string, unknown>>,
  door: Door,
  signal = new AbortController().signal,
) {
  const {operator: by} = parrot
  const input = async () => ({values})
  return parrot.call({tool, by, door, input, dryRun: false, unsandboxed: false, signal, watch: {}})
}

export const weather = {
  name: 'weather',
  version: '1.0.0',
  description: 'The weather',
  entrypoint: 'run.sh',
  permissions: ['weather:show'],
}

/** Writes a plugin where its author works on it; what it prints is `says`. Returns its folder. */
export function author(home: Home, change: object = {}, says = 'sun'): string {
  const manifest = {...weather, ...change}
  const dir = join(home.home, 'src', manifest.name)
  put(join(dir, 'manifest.json'), manifest)
  put(join(dir, 'run.sh'), `#!/bin/sh\necho ${says}\n`)
  chmodSync(join(dir, 'run.sh'), 0o755)
  return dir
}

/** Installs it and approves what it asks for. */
export async function installed(home: Home, change: object = {}, says?: string): Promise<Proposal> {
  const proposal = (await ask(home, 'plugin_install', {source: author(home, change, says)}))
    .output as Proposal
  const {name, accept} = proposal
  const approved = await ask(home, 'plugin_approve', {name, accept})
  if (approved.outcome !== 'ok') throw new Error(JSON.stringify(approved.problems))
  return proposal
}

/** Everything that is in the store and where plugins keep their data. */
export function kept(home: Home): string[] {
  const data = join(home.home, 'data')
  return existsSync(data)
    ? globSync('{installed,installed/.staging,plugin-data,plugins}/**', {cwd: data}).filter(
        (path) => !['installed', 'plugin-data', 'plugins', 'installed/.staging'].includes(path),
      )
    : []
}
