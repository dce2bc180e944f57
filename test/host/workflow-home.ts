import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Parrot} from '../../src/host/parrot.ts'
import type {CallResult, Request} from '../../src/host/request.ts'
import type {Principal} from '../../src/rbac/decision.ts'
import {newHome, put} from '../home.ts'
import {approvePlugin} from '../approve.ts'

export type Home = ReturnType<typeof newHome>
export type Manifest = {readonly name: string; readonly [key: string]: unknown}

/** May run `nightly` and nothing that its steps call. */
export const bob: Principal = {name: 'bob', roles: ['runner'], evidence: 'uid 4242'}

/** Notes that it ran, then does what its input `do` says, in the words of sh. */
export const ledger = '#!/bin/sh\necho "$PARROT_PLUGIN" >> /data/ran\neval "${PARROT_INPUT_DO:-true}"\n'

export type Event = {
  readonly event_type: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly metadata: {readonly correlation_id: string}
}

/** A plugin that notes each of its runs; its step says what else it does. */
export function tool(name: string, more: object = {}): Manifest {
  const input = {type: 'object', properties: {do: {type: 'string'}}}
  return {name, entrypoint: 'run.sh', permissions: [`${name}:run`], input, ...more}
}

export function workflow(steps: readonly object[], more: object = {}): Manifest {
  return {name: 'nightly', permissions: ['nightly:execute'], entrypoint: {workflow: steps}, ...more}
}

export function give(home: Home, manifest: Manifest): void {
  const folder = join(home.home, 'data/plugins', manifest.name)
  put(join(folder, 'run.sh'), ledger)
  chmodSync(join(folder, 'run.sh'), 0o700)
  put(join(folder, 'manifest.json'), {version: '1.0.0', description: 'Of a test', ...manifest})
}

/** A home with plugins, each approved by its owner. */
export async function homeWith(...manifests: readonly Manifest[]) {
  const home = newHome({
    'config/rbac_roles.json': {roles: {runner: {permissions: ['nightly:execute', 'chat:say']}}},
    'config/rbac_users.json': {users: {bob: {roles: ['viewer']}}},
  })
  for (const manifest of manifests) give(home, manifest)
  for (const {name} of manifests) expect(await approvePlugin(home, name)).toMatchObject({outcome: 'ok'})
  return home
}

export async function parrotIn(home: Home, env: Readonly<Record<string, string>> = {}) {
  const parrot = await openParrot({...home, env: {...home.env, ...env}})
  onTestFinished(() => parrot.close())
  return {
    parrot,
    ask: (tool: string, more: Partial<Request> = {}) => ask(parrot, tool, {by: bob, ...more}),
    events: async (): Promise<Event[]> => {
      const {output} = await ask(parrot, 'events_list', {by: parrot.operator})
      return [...(output as {events: Iterable<Event>}).events]
    },
  }
}

export function ask(parrot: Parrot, tool: string, more: Partial<Request>): Promise<CallResult> {
  return parrot.call({
    tool,
    by: parrot.operator,
    door: 'terminal',
    input: async () => ({values: {}}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
    ...more,
  })
}

/** How often each of these ran, by their own word. */
export function ran({home}: Home, ...names: readonly string[]): number[] {
  return names.map((name) => {
    const file = join(home, 'data/plugin-data', name, 'ran')
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
  })
}

/** The files of runs that did not end well. */
export function leftIn({home}: Home): string[] {
  const folder = join(home, 'state/workflows')
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.filter((file) => file.endsWith('.json')).map((file) => join(folder, file))
}

/** As if the host had been killed while it carried out that run: nobody carries it on, and it has no end. */
export function killedIn(home: Home, change: (state: Record<string, unknown>) => void = () => {}): void {
  const [file = ''] = leftIn(home)
  const {ended: _, ...state} = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  const process = {bootId: 'another', pid: 1, startTime: '1', pidNamespace: 'pid:[1]'}
  const killed = {...state, process}
  change(killed)
  writeFileSync(file, JSON.stringify(killed))
}

export const stepsOf = (result: CallResult) =>
  (result.output as {steps: {tool: string; outcome: string | null; attempts: number; status: string}[]}).steps

export const codes = (result: CallResult) => result.problems.map(({code}) => code)
