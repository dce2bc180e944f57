import {existsSync, readFileSync} from 'node:fs'
import type {Surroundings} from '../config/paths.ts'
import {replaceFile} from '../config/update-file.ts'
import {systemctl} from '../host/server/systemctl.ts'
import {problem, type Problem} from '../text/problem.ts'
import {line} from '../text/reader.ts'
import {uidOf} from './uid-of.ts'
import {rootMark, rootUnitNames, rootUnits} from './units.ts'

/** Shows the units, and with `yes` puts them into place and has systemd listen. */
export async function installUnits(
  around: Surroundings,
  {user, yes}: {readonly user: string; readonly yes: boolean},
): Promise<{readonly problems: readonly Problem[]} | undefined> {
  if ((await uidOf(user)) === undefined) return {problems: [problem('root_no_user', {user})]}
  const units = rootUnits(around, user)
  const foreign = [...units.keys()].find(
    (file) => existsSync(file) && !readFileSync(file, 'utf8').startsWith(`${rootMark}\n`),
  )
  if (foreign !== undefined) return {problems: [problem('server_foreign', {file: foreign})]}
  for (const [file, text] of units) process.stdout.write(`+++ ${file}\n${text}\n`)
  if (!yes) return void process.stdout.write(`${line('root_would')}\n`)
  for (const [file, text] of units) replaceFile(file, text, 0o644)
  const signal = AbortSignal.timeout(60_000)
  const [socket] = rootUnitNames
  const wrong =
    (await systemctl({around}, ['daemon-reload'], signal)) ??
    (await systemctl({around}, ['enable', '--now', socket], signal))
  if (wrong !== undefined) return {problems: [wrong]}
  return void process.stdout.write(`${line('root_installed')}\n`)
}
