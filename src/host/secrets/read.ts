import {join} from 'node:path'
import {problem, type Problem} from '../../text/problem.ts'
import {readSecretFile, type Reader} from './read-file.ts'
import type {Reference} from './reference.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What a reference leads to now, or why it leads nowhere; that never says what was found there. */
export function readSecret(
  reference: Reference,
  reader: Reader & {readonly env: Env},
): {readonly text: string} | {readonly problem: Problem} {
  if ('file' in reference) return readSecretFile(reference.file, reader)
  if ('env' in reference) return fromVariable(reference.env, reader)
  return fromCredential(reference.credential, reader)
}

function fromVariable(name: string, {plugin, key, env}: Reader & {readonly env: Env}) {
  const text = Object.hasOwn(env, name) ? env[name] : undefined
  return text === undefined ? {problem: problem('secret_variable', {plugin, key, name})} : {text}
}

/** As systemd hands it over (LoadCredential=): by an access list, which shows as readable by the group. */
function fromCredential(name: string, reader: Reader & {readonly env: Env}) {
  const {plugin, key, env} = reader
  const folder = env['CREDENTIALS_DIRECTORY']
  if (folder?.startsWith('/') !== true) return {problem: problem('secret_credential', {plugin, key, name})}
  return readSecretFile(join(folder, name), reader, 0o007)
}
