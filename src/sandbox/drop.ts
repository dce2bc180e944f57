import type {Owner} from './grants.ts'

/** What setpriv needs for its work, and then gives up. */
const setprivNeeds = ['setuid', 'setgid', 'setpcap']

/** The capabilities that must be there when `dropTo` comes to run, by bubblewrap's names. */
export function neededToDrop({keeps = []}: Owner): string[] {
  return [...new Set([...keeps, ...setprivNeeds])].map((name) => `CAP_${name.toUpperCase()}`)
}

/** The words before a command that make it somebody else's, with nothing left but what it keeps and nothing to be had again. */
export function dropTo({uid, gid, keeps = []}: Owner): string[] {
  const kept = ['-all', ...keeps.map((name) => `+${name}`)].join(',')
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
