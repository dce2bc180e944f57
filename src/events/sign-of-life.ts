import {watch, type FSWatcher} from 'node:fs'
import {basename, dirname} from 'node:path'

/** Tells when `file` changes, also when it is removed and made again. Where the system has no watch left, it never does. */
export type SignOfLife = {
  /** True as soon as there was a change since the last time; false after so many milliseconds, or with the signal. */
  within(ms: number): Promise<boolean>
  close(): void
}

export function signOfLife(file: string, signal: AbortSignal): SignOfLife {
  let changed = false
  let wake = () => {}
  const watcher = watching(file, () => {
    changed = true
    wake()
  })
  return {
    async within(ms) {
      if (!changed && !signal.aborted)
        await new Promise<void>((resolve) => (wake = once(resolve, ms, signal)))
      const was = changed
      changed = false
      return was
    },
    close: () => watcher?.close(),
  }
}

function once(resolve: () => void, ms: number, signal: AbortSignal): () => void {
  const done = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', done)
    resolve()
  }
  const timer = setTimeout(done, ms)
  signal.addEventListener('abort', done)
  return done
}

function watching(file: string, notice: () => void): FSWatcher | undefined {
  const name = basename(file)
  try {
    const watcher = watch(dirname(file), (_, changed) => (changed === null || changed === name) && notice())
    return watcher.on('error', () => watcher.close())
  } catch {
    return undefined
  }
}
