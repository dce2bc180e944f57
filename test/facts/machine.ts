import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {Machine} from '../../src/facts/machine.ts'

/** A machine made of these files, and of programs that are small shell scripts; gone when the test is. */
export function machineOf(
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>> = {},
): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(folder + name), {recursive: true})
    if (name.endsWith('/')) mkdirSync(folder + name, {recursive: true})
    else writeFileSync(folder + name, text, 'latin1')
  }
  mkdirSync(join(folder, 'programs'))
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, 'programs', name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`)
    chmodSync(join(folder, 'programs', name), 0o755)
  }
  return {...thisMachine, root: folder, path: `${folder}/programs`}
}

export const thisMachine: Machine = {
  root: '',
  path: '/usr/sbin:/usr/bin:/sbin:/bin',
  now: Date.now,
  runs: async () => [],
  server: null,
}

/** A signal that nobody gives. */
export const never = new AbortController().signal
