import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {stampOf} from '../../config/checked.ts'
import {replaceFile} from '../../config/update-file.ts'
import {checkManifest} from '../../manifest/check-manifest.ts'
import {commandsOf} from '../../manifest/commands.ts'
import type {Manifest} from '../../manifest/manifest.ts'
import {readManifest} from '../../manifest/read.ts'
import {printable} from '../../manifest/show.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {entryProblems} from '../catalog/entry-file.ts'
import {readTree, type Tree} from '../catalog/tree.ts'
import {digestOf} from '../catalog/tree-digest.ts'
import {signatureName, type Claim} from './claim.ts'
import {signatureOf} from './signature.ts'
import {signedBy, signedDigest} from './signed.ts'
import {readSigningKey} from './signing-key.ts'

type Refused = {readonly problems: readonly Problem[]}

/** A release as others will find it. */
export type Signed = {
  readonly name: string
  readonly version: string
  readonly key: string
  /** Of all its files, the signature among them: what an index names and `install --digest` takes. */
  readonly digest: string
}

/** Signs the plugin in `dir` as it lies there and writes its signature.json; a folder that would not pass as a plugin is left alone. */
export async function signFolder(dir: string, keyFile: string, uid: number): Promise<Signed | Refused> {
  const own = readSigningKey(keyFile, uid)
  if ('problem' in own) return refused(own.problem)
  const release = await releaseIn(dir)
  if ('problems' in release) return release

  const claim = signedBy(own.privateKey, release)
  try {
    replaceFile(join(dir, signatureName), `${JSON.stringify(claim, undefined, 2)}\n`, 0o644)
  } catch (error) {
    return refused(unwritten(dir, error))
  }
  const digest = await digestNow(dir, claim)
  if (digest === undefined) return refused(problem('sign_changed', {dir: printable(dir)}))
  return {name: release.name, version: release.release, key: claim.key, digest}
}

async function releaseIn(dir: string): Promise<Pick<Claim, 'name' | 'release' | 'digest'> | Refused> {
  const read = readManifest(dir)
  if ('problem' in read) return refused(read.problem)
  const file = printable(join(dir, 'manifest.json'))
  const checked = await checkManifest(read.text, file, {shipped: false})
  if ('problems' in checked) return checked
  const problems = entryProblems(dir, commandsOf(checked.manifest))
  if (problems.length > 0) return {problems}
  takeLeft(dir)
  const tree = publishedTree(dir)
  if ('problem' in tree) return refused(tree.problem)
  if (!hasManifest(tree, stampOf(read.stats).text))
    return refused(problem('sign_changed', {dir: printable(dir)}))
  return digested(tree, checked.manifest)
}

/** What a process that was killed left behind would be signed and then be gone. */
function takeLeft(dir: string): void {
  try {
    rmSync(join(dir, `.${signatureName}.new`), {force: true})
  } catch {}
}

async function digested(tree: Tree, {name, version}: Manifest) {
  const found = await signedDigest(tree)
  return 'problem' in found ? refused(found.problem) : {name, release: version, digest: found.digest}
}

/** However a plugin is fetched, its history does not come with it. */
function publishedTree(dir: string): Tree | {readonly problem: Problem} {
  const tree = readTree(dir)
  if ('problem' in tree) return tree
  return {...tree, entries: tree.entries.filter(({path}) => path !== '.git' && !path.startsWith('.git/'))}
}

function hasManifest({entries}: Tree, stamp: string): boolean {
  return entries.some(({path, stats}) => path === 'manifest.json' && stampOf(stats).text === stamp)
}

/** Looked at once more as everybody will; undefined where the signature does not hold: somebody may have been at work in the folder. */
async function digestNow(dir: string, {name, release, key}: Claim): Promise<string | undefined> {
  const tree = publishedTree(dir)
  if ('problem' in tree) return undefined
  const {state} = await signatureOf(tree, {name, version: release}, {own: key})
  const found = await digestOf(tree)
  return state === 'signed' && 'digest' in found ? found.digest : undefined
}

function unwritten(dir: string, error: unknown): Problem {
  const cause = printable(causeWords(error))
  return problem('sign_unwritten', {file: printable(join(dir, signatureName)), cause})
}

const refused = (...problems: readonly Problem[]) => ({problems})
