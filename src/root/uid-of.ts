import {systemAccount} from '../host/system-account.ts'

/** The uid of this user; undefined for none, and for root: what root does needs no helper. */
export async function uidOf(user: string): Promise<number | undefined> {
  if (!/^[a-z_][a-z0-9_.-]*$/i.test(user)) return undefined
  const found = await systemAccount(user, AbortSignal.timeout(10_000)).catch(() => undefined)
  return found?.name === user && found.uid !== 0 ? found.uid : undefined
}
