import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {discover, type Places} from '../../src/host/catalog/discover.ts'
import {treeDigest} from '../../src/host/catalog/tree-digest.ts'
import {verifyTree} from '../../src/host/catalog/verify-tree.ts'
import type {Plugin} from '../../src/host/plugin.ts'

const rounds = 15
const root = mkdtempSync(join(tmpdir(), 'bench-catalog-'))
const user = join(root, 'user')

/** Long enough after a change for it to be noted. */
const settle = () => delay(150)

const places: Places = {
  folders: {shipped: join(root, 'shipped'), system: join(root, 'system'), user},
  digests: {},
  lock: join(root, 'config/plugins.lock.json'),
  key: join(root, 'config/host.key'),
  store: join(root, 'installed'),
  data: join(root, 'plugin-data'),
  cache: join(root, 'cache'),
  uid: process.getuid?.() ?? 0,
  version: '0.1.0',
  platform: process.platform,
}

const script = `
  import {discover} from '${join(import.meta.dirname, '../../src/host/catalog/discover.ts')}'
  const started = performance.now()
  const {problems} = await discover(JSON.parse(process.argv[1]))
  if (problems.length > 0) throw new Error(JSON.stringify(problems[0]))
  console.log(performance.now() - started)`

try {
  await discoveries()
  await verifications()
} finally {
  rmSync(root, {recursive: true})
}

/** Each in a process of its own, as a command line is; what is measured is `discover` alone, without imports. */
async function discoveries(): Promise<void> {
  mkdirSync(user, {recursive: true})
  report('discover, no plugins', await sample(noChange))
  for (let index = 0; index < 500; index++) writePlugin(`plugin_${index}`, index)
  await settle()
  report(
    'discover, 500 plugins, no cache',
    await sample(() => rmSync(places.cache, {recursive: true, force: true}), 5),
  )
  report('discover, 500 plugins', await sample(noChange))
  report(
    'discover, 500 plugins, one changed since',
    await sample((round) => writeManifest('plugin_7', round)),
  )
}

function noChange(): void {}

async function verifications(): Promise<void> {
  for (const [name, files, bytes] of [
    ['10 files', 10, 1000],
    ['150 files', 150, 1000],
    ['16 MB', 16, 1_000_000],
  ] as const) {
    const plugin = await grown(`grown_${files}`, files, bytes)
    await settle()
    if (!(await verifyTree(plugin, places))) throw new Error('it did not verify')
    const times: number[] = []
    for (let round = 0; round < 50; round++) {
      const started = performance.now()
      await verifyTree(plugin, places)
      times.push(performance.now() - started)
    }
    report(`verifyTree, ${name}`, times)
  }
}

async function sample(before: (round: number) => void, times = rounds): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < times; round++) {
    before(round)
    await settle()
    taken.push(
      Number(execFileSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(places)])),
    )
  }
  return taken
}

function writePlugin(name: string, index: number): void {
  mkdirSync(join(user, name))
  writeFileSync(join(user, name, 'run.sh'), '#!/bin/sh\necho hello\n', {mode: 0o755})
  writeManifest(name, index)
}

function writeManifest(name: string, index: number): void {
  const manifest = {
    name,
    version: '1.0.0',
    description: `Does thing number ${index} for this machine`,
    entrypoint: 'run.sh',
    permissions: ['health:check', 'fs:read:/var/log', 'net:connect:example.org'],
    input: {
      type: 'object',
      required: ['unit'],
      properties: {
        unit: {type: 'string', description: 'What it is about', 'x-cli': {arg: true}},
        threshold: {type: 'integer', minimum: 1, maximum: 100, default: 90, 'x-cli': {short: 't'}},
        only: {type: 'array', items: {enum: ['disk', 'load', 'memory']}},
      },
    },
    output: {type: 'object', properties: {findings: {type: 'boolean'}}},
  }
  writeFileSync(join(user, name, 'manifest.json'), JSON.stringify(manifest, undefined, 2))
}

async function grown(name: string, files: number, bytes: number): Promise<Plugin> {
  writePlugin(name, files)
  for (let index = 2; index < files; index++)
    writeFileSync(join(user, name, `f${index}`), Buffer.alloc(bytes, index))
  const found = await treeDigest(join(user, name))
  const plugin = (await discover(places)).plugins.get(name)
  if (plugin === undefined || 'problem' in found) throw new Error('no such plugin')
  return {...plugin, approved: found.digest}
}

function report(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2).padStart(8)
  process.stdout.write(`${name.padEnd(44)} median ${at(0.5)} ms   ${at(0)} …${at(1)}   n=${times.length}\n`)
}
