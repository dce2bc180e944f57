import {constants, openSync} from 'node:fs'
import type {HeldFolder} from '../held-folder.ts'

const {O_RDONLY, O_NOFOLLOW, O_NONBLOCK} = constants

export type FilesBelow = {
  /** A descriptor of the file at `path`, never through a link anywhere below the folder. */
  readonly open: (path: string) => number
  readonly close: () => void
}

/** Goes down part by part, each as what was found in the one before; a folder is held while paths stay in it. */
export function filesBelow(top: HeldFolder): FilesBelow {
  const trail: {readonly path: string; readonly folder: HeldFolder}[] = []
  return {
    open: (path) => {
      const {dir, name} = parted(path)
      return openSync(enter(dir).at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    },
    close: () => leave(''),
  }

  function enter(path: string): HeldFolder {
    leave(path)
    if (path === '') return top
    const last = trail.at(-1)
    if (last?.path === path) return last.folder
    const {dir, name} = parted(path)
    const folder = enter(dir).enter(name)
    trail.push({path, folder})
    return folder
  }

  function leave(path: string): void {
    for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
      if (`${path}/`.startsWith(`${last.path}/`)) return
      last.folder.close()
      trail.pop()
    }
  }
}

function parted(path: string): {readonly dir: string; readonly name: string} {
  const at = path.lastIndexOf('/')
  return {dir: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1)}
}
