import {spawnSync} from 'node:child_process'

/** How many processes of this machine have this word in their command line and have not ended. */
export function processesWith(word: string): number {
  const {stdout} = spawnSync('ps', ['-eo', 'stat=,args='], {encoding: 'utf8'})
  return stdout.split('\n').filter((line) => line.includes(word) && !line.startsWith('Z')).length
}
