import {lstatSync} from 'node:fs'
import {join} from 'node:path'
import {remember, stampOf, type Checked, type Stamp} from '../../config/checked.ts'
import {commandsOf} from '../../manifest/commands.ts'
import type {Command, Manifest} from '../../manifest/manifest.ts'
import {readManifest} from '../../manifest/read.ts'
import {printable} from '../../manifest/show.ts'
import {satisfies} from '../../manifest/version.ts'
import {risk, type Risk} from '../../rbac/consent.ts'
import {parsePermissions} from '../../rbac/permission.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Listed} from '../plugin.ts'
import type {Candidate} from './candidates.ts'
import {entryProblems} from './entry-file.ts'
import {loader, type Failed, type Inspected, type Note} from './recall.ts'
import {treeDigest} from './tree-digest.ts'
import {distrust} from './trust.ts'

/** This Parrot, on this machine. */
export type Here = {readonly version: string; readonly platform: string; readonly uid: number}

/** What is done with the files besides: their digest is `wanted`; it is the one that the build wrote. */
export type Files = {readonly wanted: boolean; readonly built?: string | undefined}

/**
 * Checks a plugin folder in full and notes what can be said of it by its manifest alone. Where the files are the ones that were built,
 * the manifest passed its check then.
 */
export async function inspect(
  candidate: Candidate,
  files: Files,
  checked: Checked<Note>,
  here: Here,
): Promise<Inspected | Failed> {
  const {dir, origin} = candidate
  const read = readManifest(dir)
  if ('problem' in read) return {problems: [read.problem]}
  const distrusted = distrust(dir, origin, here.uid, 'plugin')
  if (distrusted !== undefined) return {problems: [distrusted]}

  const stamp = stampOf(read.stats)
  const tree = files.wanted ? await treeDigest(dir) : undefined
  const built = tree !== undefined && 'digest' in tree && tree.digest === files.built && same(dir, stamp)
  const found = built
    ? {manifest: JSON.parse(read.text) as Manifest}
    : await checkedAs(origin, dir, read.text)
  if ('problems' in found) {
    remember(checked, dir, stamp, {origin, ...found})
    return found
  }
  const {manifest} = found
  const commands = commandsOf(manifest)
  const problems = [
    ...misplaced(candidate, manifest),
    ...unsuited(manifest, here),
    ...entryProblems(dir, commands),
  ]
  if (tree !== undefined && 'problem' in tree) problems.push(tree.problem)
  if (problems.length > 0) return {problems}

  const digest = tree !== undefined && 'digest' in tree ? {digest: tree.digest} : {}
  const summary = {...summaryOf(manifest, commands), ...digest}
  remember(checked, dir, stamp, {origin, ...summary})
  return {summary, stamp: stamp.text, load: loader(candidate, stamp.text, here.uid, {manifest, commands})}
}

/** What was read is what was hashed. */
function same(dir: string, stamp: Stamp): boolean {
  const now = lstatSync(join(dir, 'manifest.json'), {bigint: true, throwIfNoEntry: false})
  return now !== undefined && stampOf(now).text === stamp.text
}

async function checkedAs(origin: Candidate['origin'], dir: string, text: string) {
  const {checkManifest} = await import('../../manifest/check-manifest.ts')
  return checkManifest(text, printable(join(dir, 'manifest.json')), {shipped: origin === 'shipped'})
}

function misplaced({name, dir}: Candidate, manifest: Manifest): Problem[] {
  if (manifest.name === name) return []
  return [problem('plugin_misplaced', {dir: printable(dir), name: manifest.name})]
}

function unsuited({name, platforms, requires}: Manifest, {version, platform}: Here): Problem[] {
  const problems: Problem[] = []
  if (platforms !== undefined && !platforms.includes(platform)) {
    problems.push(problem('plugin_platform', {name, platforms: platforms.join(', '), platform}))
  }
  const range = requires?.parrot
  if (range !== undefined && !satisfies(version, range)) {
    problems.push(problem('plugin_requires', {name, range, version}))
  }
  return problems
}

/** By what its manifest says, where `$DATA` and `$PLUGIN` still are what they are. */
function riskOf(commands: readonly Listed[]): Risk {
  const declared = parsePermissions(commands.flatMap(({permissions}) => permissions))
  return 'permissions' in declared ? risk(declared.permissions) : 'high'
}

function summaryOf({name, version, description}: Manifest, commands: readonly Command[]) {
  const listed = commands.map(({tool, path, description, permissions, annotations}) => {
    const seen = {tool, path, description, permissions}
    return annotations === undefined ? seen : {...seen, annotations}
  })
  return {name, version, description, commands: listed, risk: riskOf(listed)}
}
