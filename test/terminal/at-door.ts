import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {openParrot} from '../../src/app.ts'
import type {Surroundings} from '../../src/config/paths.ts'
import {lookOf, type Door} from '../../src/terminal/door.ts'
import {start} from '../../src/terminal/start.ts'

export const pjson = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as Door['pjson']

/** A terminal of the test's own in front of the real host: runs one command line and keeps what was written. */
export async function atDoor(
  around: Surroundings,
  argv: readonly string[],
  env: Record<string, string> = {},
) {
  const host = await openParrot(around)
  const written = {out: '', err: ''}
  const stream = (name: 'out' | 'err') => () => ({
    write: (text: string) => {
      written[name] += text
      return true
    },
  })
  const door: Door = {
    root: around.root,
    pjson,
    parrot: async () => host,
    out: lookOf(stream('out'), false, env),
    err: lookOf(stream('err'), false, env),
    interactive: () => false,
    unread: new AbortController().signal,
  }
  const status = await withStatus(() => start(door, argv))
  host.close()
  return {status, ...written}
}

/** The exit status that `run` leaves with the process, which keeps its own. */
export async function withStatus(run: () => Promise<unknown>): Promise<number> {
  const before = process.exitCode
  process.exitCode = undefined
  await run()
  const status = exitStatus()
  process.exitCode = before
  return status
}

const exitStatus = () => Number(process.exitCode ?? 0)
