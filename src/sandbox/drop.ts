import type {Owner} from './grants.ts'

/** What a job of sys:root keeps. It can still make itself root for good: it writes where root's programs are. */
const rootKeeps = ['chown', 'dac_override', 'fowner', 'fsetid', 'setuid', 'setgid']
/** What setpriv needs for its work, and then gives up. */
const setprivNeeds = ['setuid', 'setgid', 'setpcap']

/** The capabilities that must be there when `dropTo` comes to run, by bubblewrap's names. */
export function neededToDrop({uid}: Owner): string[] {
  const needed = uid === 0 ? [...new Set([...rootKeeps, ...setprivNeeds])] : setprivNeeds
  return needed.map((name) => `CAP_${name.toUpperCase()}`)
}

/** The words before a command that make it somebody else's, with nothing left but what sys:root keeps and nothing to be had again. */
export function dropTo({uid, gid}: Owner): string[] {
  const kept = ['-all', ...(uid === 0 ? rootKeeps.map((name) => `+${name}`) : [])].join(',')
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--bounding-set=${kept}`,
    `--inh-caps=${kept}`,
    '--ambient-caps=-all',
    '--no-new-privs',
    '--',
  ]
}
