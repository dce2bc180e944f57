import {opendir, lstat} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'

const pauseMs = 300

export type Most = {readonly entries: number; readonly bytes: number}

/** Calls `full` once there is more below `dir` than `most`, looking again and again until it is stopped. */
export function watchSize(dir: string, most: Most, full: () => void): () => void {
  const watching = new AbortController()
  void look(dir, most, full, watching.signal)
  return () => watching.abort()
}

async function look(dir: string, most: Most, full: () => void, signal: AbortSignal): Promise<void> {
  for (;;) {
    await delay(pauseMs, undefined, {ref: false})
    if (signal.aborted) return
    if (await exceeds(dir, most)) return full()
  }
}

/** What comes and goes meanwhile is counted where it is met. */
async function exceeds(dir: string, most: Most): Promise<boolean> {
  const left = {...most}
  const folders = [dir]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const children = await opendir(folder).catch(() => [])
    for await (const child of children) {
      const path = join(folder, child.name)
      if (child.isDirectory()) folders.push(path)
      left.entries -= 1
      left.bytes -= await lstat(path).then(
        ({size}) => size,
        () => 0,
      )
      if (left.entries < 0 || left.bytes < 0) return true
    }
  }
  return false
}
