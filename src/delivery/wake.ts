import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {alone, Busy} from '../config/update-file.ts'
import type {Config} from '../config/config.ts'
import type {Paths, Surroundings} from '../config/paths.ts'
import {lockFile, storeFile} from './places.ts'
import {openStore} from './store.ts'
import {subscribersOf} from './subscribers.ts'

/** Seconds that it stays for what failed; the next event, `parrot mcp` or `parrot events deliver` goes on where it stopped. */
const patience = '120'

/**
 * Sees to it that somebody delivers what was just recorded: nobody new where a process is at it, which looks once more before it
 * stops; else a process that outlives this one. `waits`: it is waited for, because what outlives this process is ended with it.
 * A subscriber that is new begins after the event `before`.
 */
export async function wake(
  {around, paths, config}: {readonly around: Surroundings; readonly paths: Paths; readonly config: Config},
  before: number,
  waits: boolean,
): Promise<void> {
  try {
    const store = openStore(storeFile(paths))
    for (const {name} of subscribersOf(config)) store.standing(name, before)
    store.close()
    await alone(lockFile(paths), () => {}, -1)
  } catch (error) {
    if (error instanceof Busy) return
    throw error
  }
  const words = [join(around.root, 'bin/parrot'), 'events', 'deliver', '--wait', patience]
  const child = spawn(process.execPath, words, {
    cwd: '/',
    env: around.env,
    detached: !waits,
    stdio: 'ignore',
  })
  child.on('error', () => {})
  if (waits) await once(child, 'exit').catch(() => {})
  else child.unref()
}
