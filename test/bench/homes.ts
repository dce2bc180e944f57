import {mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, dirname, join} from 'node:path'
import {releaseFolder} from '../../src/host/catalog/installed.ts'
import {lockText} from '../../src/host/catalog/lock.ts'
import type {LockEntry} from '../../src/host/catalog/release.ts'
import {treeDigest} from '../../src/host/catalog/tree-digest.ts'

/** A home in which these plugins are enabled, laid there by hand or `installed`; it is gone when the bench is. */
export async function homeWith(
  plugins: readonly {readonly name: string}[],
  program: string,
  from?: 'installed',
): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-bench-'))
  process.once('exit', () => rmSync(home, {recursive: true, force: true}))
  const approved: Record<string, LockEntry> = {}
  for (const manifest of plugins) {
    const folder = join(home, 'data/plugins', manifest.name)
    mkdirSync(folder, {recursive: true, mode: 0o700})
    writeFileSync(join(folder, 'run.sh'), program, {mode: 0o755})
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest), {mode: 0o644})
    approved[manifest.name] = from === undefined ? await entry(folder) : await moved(folder, home)
  }
  mkdirSync(join(home, 'config'), {mode: 0o700})
  const lock = lockText(Object.entries(approved), join(home, 'config/host.key'))
  writeFileSync(join(home, 'config/plugins.lock.json'), lock, {mode: 0o600})
  return home
}

async function entry(folder: string) {
  const found = await treeDigest(folder)
  if ('problem' in found) throw new Error(JSON.stringify(found.problem))
  const permissions = ['fs:read:/etc/hostname']
  const approval = {permissions, calls: [], approver: 'bench', time: new Date().toISOString()}
  return {enabled: true, approved: {digest: found.digest, version: '1.0.0', ...approval}}
}

/** As `plugin install` would have it. */
async function moved(folder: string, home: string) {
  const {enabled, approved} = await entry(folder)
  const place = releaseFolder(join(home, 'data/installed'), basename(folder), approved.digest)
  mkdirSync(dirname(place), {recursive: true, mode: 0o700})
  renameSync(folder, place)
  return {enabled, approved: {...approved, from: {source: folder, resolved: folder}}}
}

/** A plugin with a few inputs, as real ones have. */
export function sampleManifest(name: string, description = `What ${name} does`) {
  return {
    name,
    version: '1.0.0',
    description,
    entrypoint: 'run.sh',
    permissions: [`${name.replaceAll('_', '-')}:execute`, 'fs:read:/etc/hostname'],
    input: {
      type: 'object',
      required: ['target'],
      properties: {
        target: {type: 'string', description: 'What to do it to', 'x-cli': {arg: true}},
        depth: {type: 'integer', minimum: 1, maximum: 9, description: 'How deep'},
        mode: {type: 'string', enum: ['fast', 'thorough'], description: 'How'},
        tags: {type: 'array', items: {type: 'string'}, description: 'Words for the record'},
        force: {type: 'boolean', description: 'Also where it would not'},
      },
    },
    examples: [`parrot ${name} here --depth 2`],
  }
}
