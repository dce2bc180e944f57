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
  if (known.size >= mostKept) known.clear()
  const name = asked(uid).catch((error: unknown) => {
    known.delete(uid)
    throw error
  })
  known.set(uid, {at: Date.now(), name})
  return name
}

async function asked(uid: number): Promise<string | undefined> {
  const found = await systemAccount(uid, AbortSignal.timeout(patienceMs))
  return found?.uid === uid ? found.name : undefined
}
