import {closeSync, statSync} from 'node:fs'
import {join} from 'node:path'
import type {Created, CreateOptions, Job} from '../engine.ts'
import {sealFor, type Seal} from './age/recipients.ts'
import {SealedOutput} from './age/sealed-output.ts'
import {Ahead} from './ahead.ts'
import {EarlySync} from './early-sync.ts'
import {pathOf} from './entry.ts'
import {excludedBy} from './exclude.ts'
import {FrameWriter} from './frame-writer.ts'
import {finish} from './finish.ts'
import {breath, many, measure} from './measure.ts'
import {Meter} from './meter.ts'
import {plainOutput} from './output.ts'
import {Saver} from './save.ts'
import {Spool} from './spool.ts'
import {alone, finalName, nextName, openNew, partialOf, publish, remove, stored, sweep} from './store.ts'
import {Tally} from './tally.ts'
import {attributes, type Attributes} from './xattr.ts'
import {idOf, walk, type Rules} from './walk.ts'

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
  const kept = await attributes()
  const notKept = [
    'pipes, sockets and devices',
    'security labels',
    ...(kept === undefined ? ['extended attributes'] : []),
  ]
  const about = (tally: Tally) => ({
    ...tally.saved(created, sources),
    notKept,
    seconds: Math.round(performance.now() - started) / 1000,
  })
  const {recipients = []} = options
  const seal = recipients.length === 0 ? undefined : await sealFor(recipients)
  if (job.dryRun) {
    const tally = await measure(job, sources, rules)
    refuseNothing(tally)
    return about(tally)
  }
  return alone(join(job.dir, 'backup'), async () => {
    sweep(job.dir)
    const ahead = new Ahead(job, () => measure(job, sources, rules), options.ignoreSpace)
    await ahead.before(new Tally(), 0)
    const name = nextName(stored(job.dir).archives, job.now())
    const {tally, ...written} = await write(job, {...options, sources}, rules, {
      name,
      created,
      ahead,
      seal,
      kept,
    })
    return {...about(tally), ...written}
  })
}

/** A source within another is saved with it. */
function outermost(sources: readonly string[]): readonly string[] {
  const whole = [...new Set(sources.map((source) => source.replace(/(?<=.)\/+$/, '')))]
  return whole.filter(
    (one) => !whole.some((other) => other !== one && one.startsWith(`${other.replace(/\/$/, '')}/`)),
  )
}

type Plan = {
  readonly name: string
  readonly created: string
  readonly ahead: Ahead
  readonly seal: Seal | undefined
  readonly kept: Attributes | undefined
}

async function write(
  job: Job,
  options: CreateOptions,
  rules: Rules,
  {name, created, ahead, seal, kept}: Plan,
) {
  const file = join(job.dir, partialOf(name))
  const fd = openNew(file)
  const spool = new Spool(join(job.dir, partialOf(name, 'lines')), seal !== undefined)
  const output = seal === undefined ? plainOutput(fd) : new SealedOutput(fd, seal)
  const early = new EarlySync(fd)
  const writer = new FrameWriter(output, options.level, early.wrote)
  try {
    const tally = new Tally((line) => spool.add(line))
    const meter = new Meter(ahead.total, job.progress)
    // Also amid a file, which may be of any size.
    const step = (bytes: number) => {
      job.signal.throwIfAborted()
      meter.step(bytes)
    }
    const saver = new Saver(writer, tally, step, kept, (bytes) => ahead.before(tally, bytes))
    await saveAll(job, options.sources, rules, saver, tally)
    refuseNothing(tally)
    await finish(writer, spool, tally, {created, sources: options.sources}, (bytes) => output.append(bytes))
    const archive = finalName(name, output.end())
    await early.end()
    job.signal.throwIfAborted()
    publish(job.dir, name, archive, fd)
    return {tally, archive, archiveBytes: statSync(join(job.dir, archive)).size}
  } catch (error) {
    remove(file)
    throw error
  } finally {
    writer.close()
    spool.close()
    await early.rest()
    closeSync(fd)
  }
}

/** An archive of nothing would be the newest, and others would go for it. */
function refuseNothing(tally: Tally): void {
  if (tally.entries > tally.folders) return
  const {missing, skipped} = tally.saved('', [])
  const why = [...missing, ...skipped].slice(0, 3).map(({path, why}) => `${path}: ${why}`)
  throw new Error(['there is nothing to save in the sources, and no archive was made', ...why].join('; '))
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
      let wait: Promise<void> | undefined
      if ('note' in found) tally.note(found)
      else wait = saver.save(found)
      // Waiting for nothing, once for each of many small files, would be seen.
      if (wait !== undefined || tally.entries % many === 0) await breath(job, wait)
    }
  }
}
