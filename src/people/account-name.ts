import {systemAccount} from '../host/system-account.ts'

/** Milliseconds that a name holds, and that the list of accounts gets to give it. */
const [holdMs, patienceMs] = [60_000, 10_000]

/** Names that are kept: somebody may come with more users than there are accounts. */
const mostKept = 1000

const known = new Map<number, {readonly at: number; readonly name: Promise<string | undefined>}>()

/** The name of the account with that uid; undefined for none. Rejects where the system's lists gave no answer, which is not kept. */
export function accountName(uid: number): Promise<string | undefined> {
  const found = known.get(uid)
  if (found !== undefined && Date.now() - found.at < holdMs) return found.name
  known.delete(uid)
  for (const [oldest] of known) {
    if (known.size < mostKept) break
    known.delete(oldest)
  }
  const name = asked(uid).catch((error: unknown) => {
    known.delete(uid)
    throw error
  })
  known.set(uid, {at: Date.now(), name})
  return name
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

/** Each is a program: somebody who comes with thousands of users (subuid(5)) would else have thousands of them run at once. */
const [mostAtOnce, mostWaiting] = [16, 4096]
const waiting: (() => void)[] = []
let running = 0

async function place(): Promise<void> {
  if (running < mostAtOnce) return void (running += 1)
  if (waiting.length >= mostWaiting) throw new Error('too many wait for the list of accounts')
  await new Promise<void>((resolve) => waiting.push(resolve))
}

/** Whoever waited longest gets the place. */
function leave(): void {
  const next = waiting.shift()
  if (next === undefined) running -= 1
  else next()
}
