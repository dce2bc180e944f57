import {mkdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {alone, replaceFile} from '../../../src/config/update-file.ts'

/** When an archive was last looked at in earnest, and whether anything was wrong with it then. Times in ISO, UTC. */
export type Checks = {
  readonly verified?: Check
  readonly drilled?: Check
}
type Check = {readonly at: string; readonly findings: boolean}

/** Notes it in `data`, the plugin's own folder, so that `list` can say it. */
export async function noteCheck(
  data: string,
  archive: string,
  what: keyof Checks,
  check: Check,
): Promise<void> {
  const folder = join(data, 'checks')
  mkdirSync(folder, {recursive: true, mode: 0o700})
  await alone(join(data, 'checks.guard'), () => {
    const noted = {...checksOf(data, archive), [what]: check}
    replaceFile(fileOf(data, archive), JSON.stringify(noted))
  })
}

/** Nothing where it was never looked at, or not from this machine. */
export function checksOf(data: string, archive: string): Checks {
  try {
    return JSON.parse(readFileSync(fileOf(data, archive), 'utf8')) as Checks
  } catch {
    return {}
  }
}

/** Of an archive that is gone nothing is to be said. */
export function forgetChecks(data: string, archives: readonly string[]): void {
  for (const archive of archives) rmSync(fileOf(data, archive), {force: true})
}

function fileOf(data: string, archive: string): string {
  return join(data, 'checks', `${archive}.json`)
}
