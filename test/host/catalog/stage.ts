import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {Places} from '../../../src/host/catalog/discover.ts'
import {approve as approveAs, propose, type Agreement} from '../../../src/host/catalog/approve.ts'
import {readLock} from '../../../src/host/catalog/lock.ts'
import {treeDigest} from '../../../src/host/catalog/tree-digest.ts'
import type {Origin} from '../../../src/host/plugin.ts'
import {says, type Problem} from '../../../src/text/problem.ts'

export type Stage = Places & {readonly root: string}

export const uid = process.getuid?.() ?? 0

/** An empty machine of its own: plugin folders, lock and cache, gone with the test. */
export function stage(): Stage {
  const root = mkdtempSync(join(tmpdir(), 'catalog-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  const folder = (name: string) => {
    mkdirSync(join(root, name), {mode: 0o755})
    return join(root, name)
  }
  return {
    root,
    folders: {shipped: folder('shipped'), system: folder('system'), user: folder('user')},
    digests: {},
    lock: join(root, 'config/plugins.lock.json'),
    key: join(root, 'config/host.key'),
    store: join(root, 'installed'),
    data: join(root, 'plugin-data'),
    cache: join(root, 'cache'),
    uid,
    version: '0.1.0',
    platform: 'linux',
  }
}

/** What a manifest of a plugin of this name has at least. */
export const minimal = (name: string) => ({
  name,
  version: '1.0.0',
  description: `Does ${name}`,
  entrypoint: 'run.sh',
  permissions: ['health:check'],
})

/** Writes a plugin with an executable run.sh and, over the minimal manifest, `change`; returns its folder. */
export function write(places: Stage, origin: Origin, name: string, change: object = {}): string {
  const dir = join(places.folders[origin], name)
  mkdirSync(dir, {mode: 0o755})
  writeFileSync(join(dir, 'run.sh'), '#!/bin/sh\necho hello\n', {mode: 0o755})
  writeManifest(dir, {...minimal(name), ...change})
  return dir
}

export function writeManifest(dir: string, manifest: object): void {
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest, undefined, 2), {mode: 0o644})
}

/** A shipped plugin whose digest is in the release. */
export async function ship(
  places: Stage,
  name: string,
  change: object = {},
): Promise<{places: Stage; dir: string}> {
  const dir = write(places, 'shipped', name, change)
  const found = await treeDigest(dir)
  if ('problem' in found) throw new Error(says(found.problem))
  return {places: {...places, digests: {...places.digests, [name]: found.digest}}, dir}
}

/** The lock as it stands; throws where it cannot be read. */
export function lockOf(places: Places) {
  const read = readLock(places)
  if ('problem' in read) throw new Error(says(read.problem))
  return read.lock
}

/** What the problems say, with the stage's folder left out. */
export function said(problems: readonly Problem[], {root}: Stage): string[] {
  return problems.map((problem) => says(problem).replaceAll(root, ''))
}

/** What is there of this plugin, as somebody would approve it; throws where something speaks against that. */
export async function proposed(places: Places, name: string): Promise<Agreement> {
  const candidate = await propose(places, name)
  if ('problems' in candidate) throw new Error(candidate.problems.map(says).join())
  const permissions = [...new Set(candidate.plugin.commands.flatMap((command) => command.permissions))]
  return {name, digest: candidate.release.digest, permissions, calls: []}
}

/** Approves it as it is now. */
export async function approve(places: Places, name: string, approver = 'anna'): Promise<void> {
  const problems = await approveAs(places, await proposed(places, name), approver, new Date(0))
  if (problems.length > 0) throw new Error(problems.map(says).join())
}

export function copyOf(dir: string, name: string): string {
  const copy = join(dirname(dir), name)
  cpSync(dir, copy, {recursive: true, verbatimSymlinks: true})
  return copy
}

/** Long enough for what was written to be noted as checked, which what has only just changed is not. */
export async function settled(): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>()
  setTimeout(resolve, 150)
  await promise
}
