import {readFileSync} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'
import type {Opened, Owner} from './grants.ts'
import type {Job} from './sandbox.ts'

/** Neither Debian nor systemd gives these to anybody, and they are below 65536, which a container may not go beyond. */
const reserved = {first: 60_800, last: 60_863}

/** What a job of sys:root keeps. It can still make itself root for good: it writes where root's programs are. */
const rootKeeps = ['chown', 'dac_override', 'fowner', 'fsetid', 'setuid', 'setgid']
/** Reading everything that it sees; giving what it may write back to whom it belonged, but never a set-id bit. */
const backupKeeps = {reading: ['dac_read_search'], writing: ['dac_read_search', 'chown', 'fowner']}

/**
 * Who a job runs as where Parrot runs as root: the owner of what it may write, else `parrot-run`, else a uid that nobody
 * has. Root only with sys:root or sys:backup, and with no more of it than that takes.
 */
export function runUser({grants}: Job, opened: readonly Opened[]): Owner | Problem {
  if (grants.sys.includes('root')) return {uid: 0, gid: 0, keeps: rootKeeps}
  if (grants.sys.includes('backup'))
    return {uid: 0, gid: 0, keeps: backupKeeps[grants.write.length > 0 ? 'writing' : 'reading']}
  const written = opened.filter(({how}) => how === '--bind-fd')
  const [first] = written
  if (first === undefined) return dedicated()
  const roots = written.find(({owner}) => owner.uid === 0)
  if (roots) return problem('sandbox_path_owner', {path: roots.path})
  const other = written.find(({owner}) => owner.uid !== first.owner.uid)
  return other ? problem('sandbox_path_owners', {path: other.path}) : first.owner
}

/** `parrot-run`, else a uid that nobody has. */
export function dedicated(accounts = readFileSync('/etc/passwd', 'utf8')): Owner {
  const rows = accounts.split('\n').map((line) => line.split(':'))
  const named = rows.find(([name]) => name === 'parrot-run')
  const [uid, gid] = [Number(named?.[2]), Number(named?.[3])]
  if (uid > 0 && gid > 0) return {uid, gid}
  const taken = new Set(rows.map((row) => Number(row[2])))
  for (let free = reserved.first; free <= reserved.last; free += 1)
    if (!taken.has(free)) return {uid: free, gid: free}
  throw new Error(`Every uid from ${reserved.first} to ${reserved.last} is taken`)
}
