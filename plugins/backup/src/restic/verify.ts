import type {Job, Named, Verified, VerifyOptions} from '../engine.ts'
import {ownersOf, packsIn, type Damage} from './damage.ts'
import {lostIn, ownersOfLost} from './lost-content.ts'
import {howToMend} from './mend.ts'
import {resticFor, type Restic} from './program.ts'
import type {Settings} from './settings.ts'
import {chosen, hostOf, listed, percentIn, reading, snapshots, type Snapshot} from './snapshots.ts'
import {eachNode, type Node} from './tree.ts'
import {inWords} from './wrong.ts'

const shown = 1000
const nothing = {entries: 0, files: 0, bytes: 0}
type Checked = Verified['archives'][number]

/**
 * Reads every byte of the repository, which all archives share, and tells of the archive that was asked for, or of all; of what is
 * damaged it always tells.
 */
export async function verify(settings: Settings, job: Job, options: VerifyOptions): Promise<Verified> {
  const started = performance.now()
  const restic = resticFor(settings, job)
  const all = await snapshots(restic)
  const unreadable = (await listed(restic, 'snapshots')).filter(
    (name) => !all.some((one) => one.whole === name),
  )
  const asked = options.all ? all : [chosen(all, options.archive, hostOf(settings))]
  const damage = await damageIn(restic, settings, job)
  const rows: Checked[] = []
  for (const one of all.filter((one) => asked.includes(one) || damage.has(one.whole)))
    rows.push(await row(restic, one, damage.get(one.whole) ?? []))
  for (const name of unreadable)
    rows.push(checked(name, nothing, [{path: name.slice(0, 8), why: 'it cannot be read'}]))
  const others = damage.get('') ?? []
  if (others.length > 0 && !rows.some(({damagedCount}) => damagedCount > 0))
    rows.push(checked('repository', nothing, others))
  return {archives: rows, seconds: Math.round(performance.now() - started) / 1000}
}

/** Under '' what is damaged and belongs to no snapshot that is known. Whoever changes the repository meanwhile makes it look damaged. */
async function damageIn(restic: Restic, settings: Settings, job: Job): Promise<Damage> {
  const before = await listed(restic, 'index')
  const complaints: string[] = []
  const ended = await restic({
    words: ['check', '--read-data', ...reading],
    line: (line) => percentIn(line, /packs/, job),
    complaint: (line) => void complaints.push(line),
    fine: [1],
  })
  if (ended.status === 0) return new Map()
  if (!complaints.some((line) => /contains errors/.test(line))) throw inWords(ended, settings, job.dir)
  const after = await listed(restic, 'index')
  if (before.toSorted().join() !== after.toSorted().join())
    throw new Error('somebody changed the repository while it was read; try again')
  const packs = packsIn(complaints)
  for (const line of await howToMend(restic, settings, job.dir, packs)) job.log('warn', line)
  const owners = packs.length === 0 ? new Map() : await ownersOf(restic, packs)
  const lost = await ownersOfLost(restic, lostIn(complaints))
  const damage = new Map([['', [{path: 'repository', why: wordOf(complaints)}]]])
  for (const [snapshot, files] of [...owners, ...lost])
    damage.set(snapshot, [...(damage.get(snapshot) ?? []), ...files])
  return damage
}

function wordOf(complaints: readonly string[]): string {
  return (
    complaints.find((line) => !/retrying after|^Fatal|^error for tree/.test(line))?.trim() ??
    'restic check finds errors'
  ).slice(0, 300)
}

/** Its tree is read once more, for what there is in it. */
async function row(restic: Restic, snapshot: Snapshot, damaged: readonly Named[]): Promise<Checked> {
  const counts = {...nothing}
  const see = ({size, type}: Node) => {
    counts.entries += 1
    if (type === 'file') counts.files += 1
    counts.bytes += size
  }
  try {
    await eachNode(restic, snapshot, see)
    return checked(snapshot.id, counts, damaged)
  } catch (error) {
    const own = damaged.length > 0 ? damaged : [{path: snapshot.id, why: (error as Error).message}]
    return checked(snapshot.id, counts, own)
  }
}

type Counts = Pick<Checked, 'entries' | 'files' | 'bytes'>

function checked(name: string, counts: Counts, damaged: readonly Named[]): Checked {
  const archive = /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 8) : name
  return {archive, ...counts, damagedCount: damaged.length, damaged: damaged.slice(0, shown)}
}
