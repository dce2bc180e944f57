import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {isDigest} from './release.ts'
import {treeDigest} from './tree-digest.ts'

export type Digests = Readonly<Record<string, string>>

/**
 * The digest of every plugin below `folder`, for the build to write beside the program. Throws where one of them cannot be released:
 * of files with this digest the manifest is not checked again.
 */
export async function shippedDigests(folder: string): Promise<Digests> {
  const names = readdirSync(folder, {withFileTypes: true})
    .filter((child) => child.isDirectory())
    .map(({name}) => name)
  return Object.fromEntries(
    await Promise.all(
      names.toSorted().map(async (name) => [name, await digestAt(join(folder, name))] as const),
    ),
  )
}

/** What the build wrote; nothing where it is missing or damaged, and then no shipped plugin counts as unchanged. */
export function readShipped(file: string): Digests {
  try {
    const digests = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(digests).filter((entry): entry is [string, string] => isDigest(entry[1])),
    )
  } catch {
    return {}
  }
}

async function digestAt(dir: string): Promise<string> {
  const {checkManifest} = await import('../../manifest/check-manifest.ts')
  const file = join(dir, 'manifest.json')
  const checked = await checkManifest(readFileSync(file, 'utf8'), file, {shipped: true})
  if ('problems' in checked) throw new Error(`${file}: ${JSON.stringify(checked.problems)}`)
  const found = await treeDigest(dir)
  if ('problem' in found) throw new Error(`${dir}: ${JSON.stringify(found.problem.params)}`)
  return found.digest
}
