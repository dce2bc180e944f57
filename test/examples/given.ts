import {spawn} from 'node:child_process'
import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import type {Server} from 'node:http'
import {createServer, type AddressInfo} from 'node:net'
import {join} from 'node:path'
import {expect, onTestFinished} from 'vitest'
import {root} from '../home.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {bin, environment, parrot} from '../terminal/program.ts'

type Manifest = {readonly permissions: readonly string[]; readonly [key: string]: unknown}
type Change = (manifest: Manifest) => object

/** The example in a home of its own, changed as its README says, and installed; not approved. */
export function given(name: string, change: Change = (manifest) => manifest): string {
  const home = emptyHome()
  const folder = join(home, name)
  cpSync(join(root, 'examples', name), folder, {recursive: true})
  const file = join(folder, 'manifest.json')
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Manifest)))
  expect(parrot(home, ['plugin', 'install', folder])).toMatchObject({status: 0, stderr: ''})
  return home
}

/** Lets the example reach `targets` and no other host. */
export const reaching = (...targets: readonly string[]): Change => {
  const permissions = ['health:check', ...targets.map((target) => `net:connect:${target}`)]
  return (manifest) => ({...manifest, permissions})
}

export function set(home: string, plugin: string, key: string, value: string): void {
  const {status, stderr} = parrot(home, ['plugin', 'config', plugin, 'set', key, '--', value])
  expect(status, stderr).toBe(0)
}

type Result = {readonly outcome: string; readonly level: string; readonly output: Record<string, unknown>}

export async function run(
  home: string,
  args: readonly string[],
): Promise<{status: number | null; text: string} & Result> {
  const {status, text} = await said(home, [...args, '--json'])
  return {status, text, ...(JSON.parse(text.slice(text.indexOf('{'))) as Result)}
}

/** Not waited for in one piece: a server of the test's own process has to answer meanwhile. */
export async function said(
  home: string,
  args: readonly string[],
): Promise<{status: number | null; text: string}> {
  const child = spawn(process.execPath, [bin, ...args], {env: environment(home), cwd: home})
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text += more))
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return {status, text}
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A port that took connections and takes none now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
