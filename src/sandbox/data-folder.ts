import {closeSync, constants, lchownSync, openSync, readdirSync, statSync} from 'node:fs'
import type {Owner} from './grants.ts'

/**
 * Makes the kept folder behind `fd`, and what is in it, belong to `who`. Walks by descriptor and never through a link, since
 * a plugin has filled it: a folder that is swapped for a link meanwhile leads nowhere.
 */
export function handOver(fd: number, who: Owner): void {
  const folder = `/proc/self/fd/${fd}`
  const {uid, gid} = statSync(folder)
  if (uid !== who.uid || gid !== who.gid) handOverAll(folder, who)
}

function handOverAll(folder: string, who: Owner): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  const inside = `/proc/self/fd/${fd}`
  try {
    for (const item of readdirSync(inside, {withFileTypes: true})) {
      if (item.isDirectory()) handOverBelow(`${inside}/${item.name}`, who)
      else lchownSync(`${inside}/${item.name}`, who.uid, who.gid)
    }
    // Last, so that a walk which was broken off is begun again.
    lchownSync(`${inside}/.`, who.uid, who.gid)
  } finally {
    closeSync(fd)
  }
}

function handOverBelow(path: string, who: Owner): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    handOverAll(`/proc/self/fd/${fd}`, who)
  } finally {
    closeSync(fd)
  }
}
