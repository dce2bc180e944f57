import {closeOf, collect} from './collect.ts'
import {lines} from './lines.ts'
import type {Pipes} from './pipes.ts'
import {followProgress} from './progress.ts'
import type {Exit, Watch} from './sandbox.ts'

const longestLogLine = 16_384

export type Heard = {
  /** Everything that was kept, once all pipes are closed. */
  end(): Promise<Pick<Exit, 'stdout' | 'stderr'>>
  /** Does not wait for whoever still holds them. */
  readonly close: () => void
}

/** Keeps up to `limit` bytes each of what a plugin writes and logs, and tells `watch` of it as it comes. `over`: stdout is full. */
export function listenTo(pipes: Pipes, limit: number, watch: Watch, over: () => void): Heard {
  const tell = (text: string) => watch.log?.(text)
  const log = lines(longestLogLine, tell, tell)
  const stdout = collect(pipes.stdout, limit, over)
  const stderr = collect(
    pipes.stderr,
    limit,
    () => {},
    (part) => log.take(part),
  )
  followProgress(pipes.progress, watch)
  const closed = Promise.all([stdout.closed, stderr.closed, closeOf(pipes.progress)])
  return {
    async end() {
      await closed
      log.end()
      return {stdout: stdout.text(), stderr: stderr.text()}
    },
    close() {
      for (const pipe of Object.values(pipes)) pipe.destroy()
    },
  }
}
