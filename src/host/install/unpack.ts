import {createReadStream, mkdirSync} from 'node:fs'
import {printable, quotedName} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {mostShown} from '../catalog/tree.ts'
import {tarEntries} from './tar-entries.ts'

type Limits = {readonly entries: number; readonly bytes: number; readonly signal: AbortSignal}

/**
 * Unpacks a tarball into the new folder `dir`, without the one folder that everything in it is in. It is read to its end first:
 * of one that holds anything that is refused, or more than the limits, nothing is written.
 */
export async function unpack(file: string, dir: string, limits: Limits): Promise<readonly Problem[]> {
  const {check, refused} = await looked(file, limits)
  limits.signal.throwIfAborted()
  if (refused !== undefined) {
    const {path, cause} = refused
    return [problem('tarball_refused', {path: shown(path), cause: printable(cause)})]
  }
  const {extract} = await import('tar')
  mkdirSync(dir, {mode: 0o700})
  await extract({file, cwd: dir, strip: check.strip(), strict: true, preserveOwner: false, noMtime: true})
  return []
}

/** The whole tarball as it would come out, and what speaks against it. Stops at the first. */
async function looked(file: string, limits: Limits) {
  const {Parser} = await import('tar')
  const check = tarEntries(limits)
  let refused: {readonly path: string; readonly cause: string} | undefined
  const refuse = (cause: string | undefined, path = '') => {
    if (cause !== undefined) refused ??= {path, cause}
  }
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      refuse(check.entry(entry), entry.path)
      entry.on('data', ({length}) => {
        if (!check.read(length)) refuse(`there are more than ${limits.bytes} bytes`)
      })
      entry.resume()
    },
  })
  const over = new Promise<void>((resolve) => {
    parser.on('end', () => resolve())
    parser.on('error', (error: Error) => {
      refuse(`it is no tarball, or a damaged one (${error.message})`)
      resolve()
    })
  })
  for await (const chunk of createReadStream(file)) {
    if (refused !== undefined || limits.signal.aborted) return {check, refused}
    parser.write(chunk as Buffer)
  }
  parser.end()
  await over
  refuse(check.end())
  return {check, refused}
}

const shown = (path: string) => (path === '' ? 'the tarball' : quotedName(path, mostShown))
