import {closeSync, statfsSync, statSync, type Stats} from 'node:fs'
import {join} from 'node:path'
import {setImmediate as turn} from 'node:timers/promises'
import type {Created, CreateOptions, Job} from '../engine.ts'
import {sealFor, type Seal} from './age/recipients.ts'
import {SealedOutput} from './age/sealed-output.ts'
import {Locked} from './age/identity.ts'
import {openArchive} from './archive.ts'
import {pathOf} from './entry.ts'
import {excludedBy} from './exclude.ts'
import {look} from './folder.ts'
import {FrameWriter} from './frame-writer.ts'
import {finish} from './finish.ts'
import {Meter, size} from './meter.ts'
import {plainOutput} from './output.ts'
import {Saver} from './save.ts'
import {Spool} from './spool.ts'
import {alone, finalName, nextName, openNew, partialOf, publish, remove, stored, sweep} from './store.ts'
import {Tally} from './tally.ts'
import {attributes} from './xattr.ts'
import {idOf, walk, type Found, type Rules} from './walk.ts'

/** Entries between two looks at whether the work was taken back. */
const many = 500
/** A header, and about what the manifest says of one. */
const perEntry = 700

/** Saves the sources into one new archive, which gets its name when all of it is on the disk. */
export async function create(job: Job, options: CreateOptions): Promise<Created> {
  const started = performance.now()
  const created = new Date(job.now()).toISOString()
  const rules = {
    excluded: excludedBy(options.excludes),
    oneFileSystem: options.oneFileSystem,
    own: idOf(statSync(job.dir)),
  }
  const sources = outermost(options.sources)
  const notKept = [
    'pipes, sockets and devices',
    'security labels',
    ...((await attributes()) ? [] : ['extended attributes']),
  ]
  const about = (tally: Tally) => ({
    ...tally.saved(created, sources),
    notKept,
    seconds: Math.round(performance.now() - started) / 1000,
  })
  const {recipients = []} = options
  const seal = recipients.length === 0 ? undefined : await sealFor(recipients)
  const found = await measure(job, sources, rules)
  if (job.dryRun) return about(found)
  return alone(join(job.dir, 'backup'), async () => {
    sweep(job.dir)
    if (!options.ignoreSpace) await checkSpace(job, found)
    const name = nextName(stored(job.dir).archives, job.now())
    const {tally, ...written} = await write(job, {...options, sources}, rules, {name, created, found, seal})
    return {...about(tally), ...written}
  })
}

/** What there is to save, without opening any of it. */
async function measure(job: Job, sources: readonly string[], rules: Rules): Promise<Tally> {
  const tally = new Tally()
  const seen = new Set<string>()
  for (const source of sources) {
    for (const found of walk(pathOf(source), rules)) {
      if ('note' in found) tally.note(found)
      else countFound(tally, found, seen)
      if (tally.entries % many === 0) await breath(job)
    }
  }
  return tally
}

/** As it would be saved: another name of a file that was `seen` is no file of its own. Who opens it later may find another size, or nothing. */
function countFound(tally: Tally, {kind, folder, name}: Found, seen: Set<string>): void {
  const stats = kind === 'file' ? lookedAt(folder, name) : undefined
  if (stats === undefined) return tally.count(0, kind === 'file')
  const id = idOf(stats)
  const another = seen.has(id)
  if (stats.nlink > 1) seen.add(id)
  tally.count(another ? 0 : stats.size, !another)
}

function lookedAt(folder: number, name: string): Stats | undefined {
  try {
    return look(folder, name)
  } catch {
    return undefined
  }
}

/** A source within another is saved with it. */
function outermost(sources: readonly string[]): readonly string[] {
  const whole = [...new Set(sources.map((source) => source.replace(/(?<=.)\/+$/, '')))]
  return whole.filter(
    (one) => !whole.some((other) => other !== one && one.startsWith(`${other.replace(/\/$/, '')}/`)),
  )
}

async function breath({signal}: Job): Promise<void> {
  await turn()
  signal.throwIfAborted()
}

/** As much as the last archive took for so many bytes; where there is none, as if nothing could be packed. */
async function checkSpace(job: Job, found: Tally): Promise<void> {
  const {dir} = job
  const needed = Math.ceil(await spaceFor(job, found.bytes + found.entries * perEntry))
  const {bavail, bsize} = statfsSync(dir)
  if (needed <= bavail * bsize) return
  throw new Error(
    `the disk of ${dir} has ${size(bavail * bsize)} free and this backup needs about ${size(needed)}; free some with "backup prune", or begin anyway with --ignore-space`,
  )
}

/** Of one that is encrypted for others only its size is known: what is saved is taken not to have grown by half since. */
async function spaceFor({dir, identity}: Job, wanted: number): Promise<number> {
  const [newest] = stored(dir).archives
  if (newest === undefined) return wanted
  try {
    const {bytes, close, trailer} = await openArchive(dir, newest, identity)
    close()
    const saved = trailer.bytes + trailer.entries * perEntry
    return trailer.bytes === 0 ? wanted : wanted * Math.min(1, (bytes / saved) * 1.1)
  } catch (error) {
    return error instanceof Locked ? Math.min(wanted, statSync(join(dir, newest)).size * 1.5) : wanted
  }
}

type Plan = {
  readonly name: string
  readonly created: string
  readonly found: Tally
  readonly seal: Seal | undefined
}

async function write(job: Job, options: CreateOptions, rules: Rules, {name, created, found, seal}: Plan) {
  const file = join(job.dir, partialOf(name))
  const fd = openNew(file)
  const spool = new Spool(join(job.dir, partialOf(name, 'lines')), seal !== undefined)
  const output = seal === undefined ? plainOutput(fd) : new SealedOutput(fd, seal)
  const writer = new FrameWriter(output, options.level)
  try {
    const tally = new Tally((line) => spool.add(line))
    const meter = new Meter(found.bytes, job.progress)
    const kept = await attributes()
    await saveAll(job, options.sources, rules, new Saver(writer, tally, meter.step, kept), tally)
    await finish(writer, spool, tally, {created, sources: options.sources}, (bytes) => output.append(bytes))
    const archive = finalName(name, output.end())
    job.signal.throwIfAborted()
    publish(job.dir, name, archive, fd)
    return {tally, archive, archiveBytes: statSync(join(job.dir, archive)).size}
  } catch (error) {
    remove(file)
    throw error
  } finally {
    writer.close()
    spool.close()
    closeSync(fd)
  }
}

async function saveAll(
  job: Job,
  sources: readonly string[],
  rules: Rules,
  saver: Saver,
  tally: Tally,
): Promise<void> {
  for (const source of sources) {
    for (const found of walk(pathOf(source), rules)) {
      // Waiting for nothing, once for each of many small files, would be seen.
      const wait = 'note' in found ? tally.note(found) : saver.save(found)
      if (wait !== undefined) await wait
      else if (tally.entries % many === 0) await breath(job)
      job.signal.throwIfAborted()
    }
  }
}
