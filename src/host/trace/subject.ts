import {lstatSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {checkManifest} from '../../manifest/check-manifest.ts'
import {commandsOf} from '../../manifest/commands.ts'
import type {Command, Manifest} from '../../manifest/manifest.ts'
import {readManifest} from '../../manifest/read.ts'
import {printable} from '../../manifest/show.ts'
import {realPath} from '../../sandbox/exact.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {entryProblems} from '../catalog/entry-file.ts'
import {treeDigest} from '../catalog/tree-digest.ts'
import type {Host} from '../operation.ts'

/** A plugin under development, and the one program of it that is to be traced. */
export type Subject = {
  readonly dir: string
  readonly digest: string
  readonly manifest: Manifest
  readonly command: Command
  readonly entry: string
}

export type Refused = {readonly problems: readonly Problem[]}

/** Reads the plugin in `folder` as it would be read to be installed. Runs nothing of it. */
export async function subjectIn(
  {around}: Pick<Host, 'around'>,
  folder: string,
  word: string | undefined,
): Promise<Subject | Refused> {
  const dir = realPath(resolve(around.cwd, folder))
  if (!isFolder(dir)) return {problems: [problem('trace_folder', {dir: printable(dir)})]}
  const read = readManifest(dir)
  if ('problem' in read) return {problems: [read.problem]}
  const checked = await checkManifest(read.text, printable(join(dir, 'manifest.json')), {shipped: false})
  if ('problems' in checked) return checked
  const commands = commandsOf(checked.manifest)
  const command = commands.length === 1 && word === undefined ? commands[0] : named(commands, word)
  if (command === undefined) return {problems: [unnamed(checked.manifest, commands, word)]}
  const {entrypoint} = command
  if (typeof entrypoint !== 'string') return {problems: [problem('trace_no_program', {tool: command.tool})]}
  const wrong = entryProblems(dir, [command])
  if (wrong.length > 0) return {problems: wrong}
  const tree = await treeDigest(dir)
  if ('problem' in tree) return {problems: [tree.problem]}
  return {dir, digest: tree.digest, manifest: checked.manifest, command, entry: entrypoint}
}

function isFolder(dir: string): boolean {
  return lstatSync(dir, {throwIfNoEntry: false})?.isDirectory() === true
}

function named(commands: readonly Command[], word: string | undefined): Command | undefined {
  return commands.find(({path}) => path.length > 1 && path.at(-1) === word)
}

function unnamed({name}: Manifest, commands: readonly Command[], word: string | undefined): Problem {
  const words = commands.flatMap(({path}) => path.slice(1)).join(', ') || 'none'
  return word === undefined
    ? problem('trace_which', {name, commands: words})
    : problem('trace_no_command', {name, command: printable(word), commands: words})
}
