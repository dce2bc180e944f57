import type {Pruned, PruneOptions} from '../engine.ts'

export type Kept = Pruned['kept'][number]
type Dated = {readonly archive: string; readonly at: number}

const day = 86_400_000

/**
 * The archives that stay and what each stays for, newest first: the newest of each of the last days, weeks (from Monday) and
 * months (all in UTC) that have one. Of those, what is older than `days` goes, but never the newest of all.
 */
export function keepers(archives: readonly Dated[], options: PruneOptions, now: number): readonly Kept[] {
  const sorted = archives.toSorted((a, b) => b.at - a.at || (a.archive < b.archive ? 1 : -1))
  const [newest] = sorted
  const reasons = new Map(sorted.map(({archive}) => [archive, [] as string[]]))
  if (newest !== undefined) reasons.get(newest.archive)?.push('newest')
  const rules = [
    ['daily', options.daily, (at: number) => Math.floor(at / day)],
    ['weekly', options.weekly, (at: number) => Math.floor((at / day + 3) / 7)],
    ['monthly', options.monthly, (at: number) => new Date(at).toISOString().slice(0, 7)],
  ] as const
  const young = sorted.filter(({at}) => options.days === 0 || now - at <= options.days * day)
  const counted = rules.some(([, count]) => count > 0)
  if (!counted) for (const {archive} of young) reasons.get(archive)?.push('age')
  for (const [name, count, periodOf] of rules) {
    const newestOf = new Map(young.toReversed().map((one) => [periodOf(one.at), one.archive]))
    const periods = [...newestOf.entries()].toReversed().slice(0, count)
    for (const [, archive] of periods) reasons.get(archive)?.push(name)
  }
  return [...reasons.entries()].flatMap(([archive, because]) =>
    because.length > 0 ? [{archive, because}] : [],
  )
}
