import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished} from 'vitest'
import {parrot} from './program.ts'

/** A home of the test's own, gone after it. */
export function emptyHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'parrot-door-'))
  // What delivers events in the background may still be on its way out.
  onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 10}))
  return home
}

/** A plugin in the user's folder, with its program; not enabled. */
export function givePlugin(
  home: string,
  manifest: Readonly<Record<string, unknown>> & {readonly name: string},
  program = 'true',
): void {
  const folder = join(home, 'data', 'plugins', manifest.name)
  mkdirSync(folder, {recursive: true, mode: 0o700})
  writeFileSync(join(folder, 'run.sh'), `#!/bin/sh\n${program}\n`, {mode: 0o755})
  const rest = {
    version: '1.0.0',
    description: 'A plugin of a test',
    permissions: ['test:run'],
    entrypoint: 'run.sh',
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({...rest, ...manifest}), {mode: 0o644})
}

/** The same, enabled as a person would. */
export function enabledPlugin(
  home: string,
  manifest: Readonly<Record<string, unknown>> & {readonly name: string},
  program?: string,
): void {
  givePlugin(home, manifest, program)
  expect(approve(home, manifest.name)).toMatchObject({status: 0, stderr: ''})
}

/** Approves what `plugin inspect` says the plugin asks for, as a script would. */
export function approve(home: string, name: string) {
  const {stdout} = parrot(home, ['plugin', 'inspect', name, '--json'])
  const {accept} = (JSON.parse(stdout) as {output: {accept: string}}).output
  return parrot(home, ['plugin', 'approve', name, '--accept', accept])
}
