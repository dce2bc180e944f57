import {join} from 'node:path'
import {rolldown, type InputOptions, type OutputOptions} from 'rolldown'

const root = join(import.meta.dirname, '..')

/** Bundles for Node; the same sources make the same bytes. */
export async function bundle(input: InputOptions, output: OutputOptions): Promise<void> {
  const same = {attachDebugInfo: 'none'} as const
  const built = await rolldown({...input, cwd: root, platform: 'node', experimental: same, onLog: heed})
  await built.write({minify: true, ...output})
  await built.close()
}

/** An import that is not found would be left to fail on somebody's machine. */
const heed: NonNullable<InputOptions['onLog']> = (level, log, report) => {
  if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
  if (log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT') report(level, log)
}
