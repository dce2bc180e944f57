import {within} from '../rbac/area/fs.ts'
import {neverGrantable, needsRoot} from '../rbac/closed.ts'
import {problem, type Problem} from '../text/problem.ts'
import {openExact, realPath} from './exact.ts'
import {executable} from './executable.ts'
import {maskSecrets} from './masks.ts'
import {folderOf, hold, makeFolder, mount, type Held, type Policy} from './policy.ts'
import type {Job} from './sandbox.ts'

/** Who a job runs as; root only for a `sys:` permission, whose capabilities it `keeps`. */
export type Owner = {readonly uid: number; readonly gid: number; readonly keeps?: readonly string[]}

type Wanted = {readonly path: string; readonly how: '--bind-fd' | '--ro-bind-fd'}

/** A declared path, opened once and for all. */
export type Opened = Wanted & {readonly held: Held; readonly folder: boolean; readonly owner: Owner}

const programFolders = [
  '/usr/local/bin',
  '/usr/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/bin',
  '/sbin',
  '/usr/games',
]

/** Opens every path and program that `job` was granted, or says which one cannot be given. `own` is Parrot's own state. */
export function openGrants(policy: Policy, job: Job, own: readonly string[]): readonly Opened[] | Problem {
  const opened: Opened[] = []
  const all = wantedBy(job)
  const closed = all.length > 0 ? [...own, ...own.map(realPath)] : []
  for (const wanted of all) {
    const exact = refusal(job, wanted, closed) ?? openExact(wanted.path)
    if ('code' in exact) return exact
    const {fd, stats} = exact
    const owner = {uid: stats.uid, gid: stats.gid}
    opened.push({...wanted, held: hold(policy, fd), folder: stats.isDirectory(), owner})
  }
  return missingProgram(job) ?? opened
}

/**
 * Mounts what was opened, wider folders before what is in them, and hides the secrets that nobody declared: Parrot's `own`
 * from everyone, the others but from sys:backup that reads them.
 */
export function mountGrants(
  policy: Policy,
  grants: readonly Opened[],
  own: readonly string[],
  {sys}: Pick<Job['grants'], 'sys'>,
): void {
  for (const {path, how, held, folder} of grants) {
    makeFolder(policy, folderOf(path))
    mount(policy, how, held, path)
    if (!folder) continue
    policy.folders.add(path)
    maskSecrets(policy, path, own, how === '--ro-bind-fd' && sys.includes('backup'))
  }
}

/** Without what is visible anyway: /usr and the plugin's own folders. What may be written may be read. */
function wantedBy({dir, data, grants}: Job): Wanted[] {
  const outside = (path: string, folders: readonly string[]) =>
    !folders.some((folder) => within(path, folder))
  const visible = [dir, ...(data === undefined ? [] : [data])]
  const writes = grants.write.filter((path) => outside(path, visible))
  const programs = grants.exec.filter((program) => program.startsWith('/'))
  const reads = [...grants.read, ...programs].filter((path) => outside(path, [...visible, ...writes, '/usr']))
  return [
    ...[...new Set(reads)].map((path) => ({path, how: '--ro-bind-fd' as const})),
    ...[...new Set(writes)].map((path) => ({path, how: '--bind-fd' as const})),
  ].sort((a, b) => a.path.length - b.path.length)
}

function refusal(job: Job, {path, how}: Wanted, own: readonly string[]): Problem | undefined {
  if (neverGrantable(path, own)) return problem('sandbox_path_never', {path})
  const root = job.grants.sys.includes('root')
  if (how === '--bind-fd' && !root && needsRoot(path, own)) return problem('sandbox_path_root', {path})
  // What is kept in /data is the plugin's: a mount in there would follow the links that it left.
  const taken = ['/plugin', ...(job.data === undefined ? [] : ['/data'])].find((folder) =>
    within(path, folder),
  )
  if (taken !== undefined) return problem('sandbox_path_taken', {path, taken})
  return path === '/data' ? problem('sandbox_path_taken', {path, taken: path}) : undefined
}

function missingProgram({grants}: Job): Problem | undefined {
  const names = grants.exec.filter((program) => !program.startsWith('/'))
  const missing = names.find((name) => !programFolders.some((folder) => executable(`${folder}/${name}`)))
  return missing === undefined ? undefined : problem('sandbox_program_missing', {program: missing})
}
