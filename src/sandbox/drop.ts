import type {Owner} from './grants.ts'

/** The words before a command that make it somebody else's, with no privilege left and none to be had again. */
export function dropTo({uid, gid}: Owner): string[] {
  const nothing = ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all', '--no-new-privs']
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...nothing, '--']
}
