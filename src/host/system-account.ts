import {runProgram} from './system-program.ts'

export type SystemAccount = {readonly name: string; readonly uid: number; readonly home: string}

/**
 * The account with this name or uid, as the system's lists have it (getent(1): files, LDAP and what else there is); undefined for none.
 * Rejects where they gave no answer: that says nothing of who there is.
 */
export async function systemAccount(
  nameOrUid: string | number,
  signal: AbortSignal,
): Promise<SystemAccount | undefined> {
  const {ok, code, stdout} = await runProgram('getent', ['passwd', String(nameOrUid)], {signal})
  if (code === undefined) throw new Error('the list of accounts gave no answer')
  const [name = '', , uid = '', , , home = ''] = (stdout.split('\n')[0] ?? '').split(':')
  return ok && name !== '' && /^\d+$/.test(uid) ? {name, uid: Number(uid), home} : undefined
}
