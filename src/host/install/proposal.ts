import type {Refused} from '../catalog/lock.ts'
import type {LockEntry, Waiting} from '../catalog/release.ts'
import type {World} from '../world.ts'
import {askedOf, type Asked} from './asked.ts'
import type {Checked} from './check.ts'
import {digestWithFiles} from './consent.ts'
import {goesBeyond} from './difference.ts'

/** What somebody is asked to approve: exactly these files, for exactly this. */
export type Proposal = Asked & {
  readonly version: string
  readonly description: string
  readonly digest: string
  readonly signature: 'signed' | 'unsigned'
  /** The trusted name of the key, or the key itself where nobody trusts it. */
  readonly signer?: string
  readonly source?: string
  /** The version that was approved before, and how what is asked differs from what was agreed to then. */
  readonly before?: string
  readonly adds: readonly string[]
  readonly drops: readonly string[]
  /** Why an update is held; absent for what was never approved. */
  readonly because?: Waiting['because']
}

/** What approving this would mean, beside what the lock says was approved before. */
export function proposalOf(
  world: World,
  {plugin, release, signature}: Checked,
  entry?: Pick<LockEntry, 'approved' | 'waiting' | 'linked'>,
): Proposal | Refused {
  const asked = askedOf(world, plugin)
  if ('problems' in asked) return asked
  const {approved, waiting, linked} = entry ?? {}
  const others = approved !== undefined && linked === undefined && approved.digest !== release.digest
  const signer = signature.by ?? signature.key
  return {
    ...asked,
    ...(others && asked.accept !== '' && {accept: digestWithFiles(asked.accept, release.digest)}),
    version: release.version,
    description: plugin.description,
    digest: release.digest,
    signature: signature.state === 'signed' ? 'signed' : 'unsigned',
    ...(signer !== undefined && {signer}),
    ...(release.from && {source: release.from.source}),
    ...(approved && {before: approved.version}),
    adds: approved ? goesBeyond(approved, asked) : [],
    drops: approved ? goesBeyond(asked, {name: plugin.name, ...approved}) : [],
    ...(waiting?.digest === release.digest && {because: waiting.because}),
  }
}
