import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir, userInfo} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {Surroundings} from '../src/config/paths.ts'

export const root = join(import.meta.dirname, '..')

/** What a new user's machine looks like to Parrot: an empty home of this test's own, gone after it. */
export function newHome(
  files: Readonly<Record<string, unknown>> = {},
): Surroundings & {readonly home: string} {
  const home = mkdtempSync(join(tmpdir(), 'parrot-home-'))
  // What delivers events in the background may still be on its way out.
  onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 10}))
  for (const [file, content] of Object.entries(files)) put(join(home, file), content)
  const {uid, username} = userInfo()
  return {env: {PARROT_HOME: home}, uid, username, home, cwd: home, root, version: '0.0.0-test'}
}

/** Text as it is, anything else as JSON. Readable by its owner only. */
export function put(file: string, content: unknown): void {
  mkdirSync(dirname(file), {recursive: true, mode: 0o700})
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), {mode: 0o600})
}
