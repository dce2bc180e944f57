import {systemAccount} from '../host/system-account.ts'
import {buckets, strangers, type Pace} from './buckets.ts'

/** Milliseconds that a name holds, and that the list of accounts gets to give it. */
const [holdMs, patienceMs] = [60_000, 10_000]

/** Names that are kept, and users without one: somebody may come with more users than there are accounts (subuid(5)). */
const mostKept = 1000

/** Each user that is looked for is a program that is started, and nothing else is done meanwhile. */
const pace: Pace = {burst: 256, perSecond: 32}
const mostAtOnce = 16

type Known = Map<number, {readonly at: number; readonly name: Promise<string | undefined>}>
const [names, nameless]: readonly [Known, Known] = [new Map(), new Map()]
const looks = buckets(pace, () => performance.now())

/**
 * The name of the account with that uid; undefined for none. Rejects where the system's lists gave no answer, or are asked for too many; that is
 * not kept. Those without a name push out no name, and are in nobody's way who had one.
 */
export async function accountName(uid: number): Promise<string | undefined> {
  const found = [names.get(uid), nameless.get(uid)].find((one) => one && Date.now() - one.at < holdMs)
  if (found !== undefined) return found.name
  if (!looks.take(names.has(uid) ? uid : strangers))
    throw new Error('the list of accounts is asked for too many')
  const one = {at: Date.now(), name: asked(uid)}
  keep(nameless, uid, one)
  try {
    const name = await one.name
    if (name === undefined) names.delete(uid)
    else keep(names, uid, one)
    return name
  } catch (error) {
    nameless.delete(uid)
    throw error
  }
}

/** Whoever came longest ago is forgotten first. */
function keep(
  known: Known,
  uid: number,
  one: {readonly at: number; readonly name: Promise<string | undefined>},
): void {
  known.delete(uid)
  for (const [oldest] of known) {
    if (known.size < mostKept) break
    known.delete(oldest)
  }
  known.set(uid, one)
}

async function asked(uid: number): Promise<string | undefined> {
  await place()
  try {
    const found = await systemAccount(uid, AbortSignal.timeout(patienceMs))
    return found?.uid === uid ? found.name : undefined
  } finally {
    leave()
  }
}

const waiting: (() => void)[] = []
let running = 0

async function place(): Promise<void> {
  if (running < mostAtOnce) return void (running += 1)
  await new Promise<void>((resolve) => waiting.push(resolve))
}

/** Whoever waited longest gets the place. */
function leave(): void {
  const next = waiting.shift()
  if (next === undefined) running -= 1
  else next()
}
