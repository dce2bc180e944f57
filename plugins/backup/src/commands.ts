import {forgetChecks, noteCheck} from './checks.ts'
import type {Drilled, Engine, Job, Named} from './engine.ts'
import {listRows} from './list-rows.ts'
import {roomForNames} from './room.ts'
import * as say from './summary.ts'

/** As the manifest declares them; the host has checked them and filled in what has a default. */
export type Config = {
  readonly BACKUP_SOURCES: readonly string[]
  readonly BACKUP_DIR: string
  readonly BACKUP_ENGINE: 'embedded' | 'restic'
  readonly BACKUP_REPOSITORY: readonly string[]
  readonly BACKUP_REPOSITORY_USER: string
  readonly BACKUP_REPOSITORY_PASSWORD?: string
  readonly BACKUP_PASSWORD?: string
  readonly BACKUP_HOST: string
  /** There where `restore` runs: its permission names it. */
  readonly BACKUP_RESTORE_DIR: string
  readonly BACKUP_EXCLUDES: readonly string[]
  readonly BACKUP_ONE_FILE_SYSTEM: boolean
  readonly BACKUP_LEVEL: number
  readonly BACKUP_AGE_RECIPIENTS: readonly string[]
  readonly BACKUP_AGE_IDENTITY?: string
  readonly BACKUP_RETENTION: number
  readonly BACKUP_KEEP_DAILY: number
  readonly BACKUP_KEEP_WEEKLY: number
  readonly BACKUP_KEEP_MONTHLY: number
}

export type Input = {
  readonly archive?: string
  readonly all?: boolean
  readonly ignore_space?: boolean
  readonly init?: boolean
  readonly into?: string
  readonly only?: readonly string[]
  readonly overwrite?: boolean
  readonly sample?: number
}

type Work = {readonly engine: Engine; readonly job: Job; readonly config: Config; readonly input: Input}

/** What a command found out; `failed` where it did not do all that it was asked for. */
type Answer = {readonly output: object; readonly failed: boolean}

export const commands: Readonly<Record<string, (work: Work) => Promise<Answer>>> = {
  create: async ({engine, job, config, input}) => {
    const options = {
      sources: config.BACKUP_SOURCES,
      excludes: config.BACKUP_EXCLUDES,
      oneFileSystem: config.BACKUP_ONE_FILE_SYSTEM,
      level: config.BACKUP_LEVEL,
      ignoreSpace: input.ignore_space === true,
      recipients: config.BACKUP_AGE_RECIPIENTS,
      init: input.init === true,
    }
    const {missing, changed, skipped, ...counts} = await engine.create(job, options)
    const room = roomForNames()
    const created = {...counts, missing: room(missing), changed: room(changed), skipped: room(skipped)}
    tell(job, 'error', created.missing, created.missingCount)
    tell(job, 'warn', created.changed, created.changedCount)
    return answer({summary: say.created(created), dryRun: job.dryRun, ...created}, created.missingCount > 0)
  },

  list: async ({engine, job, config}) => {
    const {archives, leftOver} = await engine.list(job)
    const rows = listRows(archives, config.BACKUP_ENGINE, own(), job.now())
    const findings = rows.some(({state, found}) => found || state === 'damaged')
    return answer({findings, summary: say.listed({archives: rows, leftOver}), archives: rows, leftOver})
  },

  verify: async ({engine, job, input}) => {
    const {archives, seconds} = await engine.verify(job, {archive: input.archive, all: input.all === true})
    const room = roomForNames()
    const verified = {archives: archives.map((one) => ({...one, damaged: room(one.damaged)})), seconds}
    const damaged = verified.archives.flatMap(({archive, damaged}) =>
      damaged.map((one) => ({archive, ...one})),
    )
    const findings = verified.archives.some(({damagedCount}) => damagedCount > 0)
    const at = new Date(job.now()).toISOString()
    for (const {archive, damagedCount} of verified.archives)
      await noteCheck(own(), archive, 'verified', {at, findings: damagedCount > 0})
    return answer({findings, summary: say.verified(verified), ...verified, damaged})
  },

  restore: async ({engine, job, config, input}) => {
    const {archive, into, only = [], overwrite = false} = input
    const options = {archive, into, only, overwrite, below: config.BACKUP_RESTORE_DIR}
    const {failed, damaged, there, ...counts} = await engine.restore(job, options)
    const room = roomForNames()
    const restored = {...counts, damaged: room(damaged), failed: room(failed)}
    const {files, ...found} = there ?? {files: undefined}
    const rows = files === undefined ? restored.failed.map((one) => ({what: '', ...one})) : room(files)
    tell(job, 'warn', restored.damaged, damaged.length)
    return answer(
      {
        summary: say.restored({...restored, ...(there && {there})}, job.dryRun),
        dryRun: job.dryRun,
        files: rows,
        ...restored,
        ...(there && {there: found}),
      },
      restored.failedCount > 0,
    )
  },

  drill: async ({engine, job, input}) => {
    const {archive, sample = 25} = input
    const {different, damaged, ...counts} = await engine.drill(job, {archive, sample, scratch: own()})
    const room = roomForNames()
    const drilled = {...counts, damaged: room(damaged), different: room(different)}
    tell(job, 'warn', drilled.damaged, damaged.length)
    if (!job.dryRun) await noteDrilled(job, drilled)
    const findings = drilled.differentCount > 0 || damaged.length > 0
    return answer({findings, summary: say.drilled(drilled, job.dryRun), dryRun: job.dryRun, ...drilled})
  },

  prune: async ({engine, job, config}) => {
    const pruned = await engine.prune(job, {
      daily: config.BACKUP_KEEP_DAILY,
      weekly: config.BACKUP_KEEP_WEEKLY,
      monthly: config.BACKUP_KEEP_MONTHLY,
      days: config.BACKUP_RETENTION,
    })
    if (!job.dryRun) forgetChecks(own(), pruned.removed)
    const rows = [
      ...pruned.removed.map((archive) => ({archive, what: job.dryRun ? 'would go' : 'removed', because: ''})),
      ...pruned.kept.map(({archive, because}) => ({archive, what: 'kept', because: because.join(', ')})),
      ...pruned.damaged.map((archive) => ({
        archive,
        what: 'damaged',
        because: 'left alone; remove it yourself once nothing of it is needed',
      })),
    ]
    const findings = pruned.refused !== ''
    return answer({
      findings,
      summary: say.pruned(pruned, job.dryRun),
      dryRun: job.dryRun,
      archives: rows,
      ...pruned,
    })
  },
}

/** What is wrong with a newer archive says nothing of the one that was drilled in its place. */
async function noteDrilled(job: Job, {archive, differentCount, damaged}: Drilled): Promise<void> {
  const at = new Date(job.now()).toISOString()
  await noteCheck(own(), archive, 'drilled', {at, findings: differentCount > 0})
  for (const {path} of damaged) await noteCheck(own(), path, 'drilled', {at, findings: true})
}

/** The first of them; all are in the result. */
function tell(job: Job, level: 'error' | 'warn', list: readonly Named[], count: number): void {
  const shown = list.slice(0, mostTold)
  for (const {path, why} of shown) job.log(level, `${path}: ${why}`)
  if (count > shown.length) job.log(level, `and ${count - shown.length} more, with --json`)
}
const mostTold = 10

/** The plugin's own folder, which is its home in the sandbox. */
function own(): string {
  return process.env['HOME'] ?? '/data'
}

function answer(output: object, failed = false): Answer {
  return {output, failed}
}
