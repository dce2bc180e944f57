import {spawn, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {rolldown} from 'rolldown'
import {onTestFinished} from 'vitest'

/** A plugin's source as the one file that the build makes of it; removed when the test is finished. */
export async function bundled(main: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bundled-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  const build = await rolldown({input: join(import.meta.dirname, '../..', main), platform: 'node'})
  const file = join(folder, 'plugin.mjs')
  await build.write({file, format: 'esm', codeSplitting: false})
  await build.close()
  return file
}

/** How a plugin ended that was given this on stdin. Its environment is empty but for `env`. */
export function given(
  file: string,
  input: unknown,
  env: Readonly<Record<string, string>> = {},
  ...flags: readonly string[]
) {
  const text = typeof input === 'string' ? input : JSON.stringify(input)
  const options = {input: text, encoding: 'utf8', env, maxBuffer: 64 << 20} as const
  const {status, stdout, stderr, output} = spawnSync(process.execPath, [...flags, file], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  })
  return {status, stdout, stderr, progress: output[3] ?? ''}
}

/** A plugin while it runs, with descriptors of the caller's choice and one word to it. */
export function started(file: string, stdio: readonly (number | 'pipe' | 'ignore')[]) {
  return spawn(process.execPath, [file, 'aloud'], {stdio: [...stdio], env: {}})
}
