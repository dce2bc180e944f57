import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {asIdentity, isDead, processIdentity, type ProcessIdentity} from '../events/liveness.ts'
import {makeFolders} from '../events/make-folders.ts'
import type {Survivor} from '../sandbox/survivors.ts'

type Kept = Survivor & {readonly host: ProcessIdentity}

/** Notes in `folder` the outermost process of a run, so that the next start can end it should this host die first. */
export function noteRun(
  folder: string,
  call: string,
  {pid, startTime}: {pid: number; startTime: string},
): void {
  const host = processIdentity()
  const kept: Kept = {bootId: host.bootId, pid, startTime, host}
  makeFolders(folder)
  writeFileSync(join(folder, `${call}.json`), JSON.stringify(kept), {mode: 0o600})
}

export function forgetRun(folder: string, call: string): void {
  rmSync(join(folder, `${call}.json`), {force: true})
}

/** Ends what is left of runs whose host is dead, and forgets them. Without such a run it reads one folder. */
export async function endOrphans(folder: string): Promise<void> {
  const orphans = notes(folder).flatMap((file) => orphanIn(join(folder, file)) ?? [])
  if (orphans.length === 0) return
  const {reapSurvivors} = await import('../sandbox/survivors.ts')
  await reapSurvivors(orphans.map(({kept}) => kept))
  for (const {file} of orphans) rmSync(file, {force: true})
}

function notes(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'))
  } catch {
    return []
  }
}

/** A note that was cut short belongs to a host that died while it wrote; its run had not been let go yet. */
function orphanIn(file: string): {readonly file: string; readonly kept: Kept} | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
    const host = asIdentity(kept.host)
    return host !== undefined && isDead(host) ? {file, kept} : undefined
  } catch {
    return undefined
  }
}
