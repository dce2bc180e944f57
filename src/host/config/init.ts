import {lstatSync} from 'node:fs'
import {join} from 'node:path'
import {configFiles, isProgram} from '../../config/config-files.ts'
import {keep} from '../../config/history.ts'
import {initText} from '../../config/init-text.ts'
import {createFile} from '../../config/update-file.ts'
import {modeOf} from '../../config/user-file.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host} from '../operation.ts'
import {editable} from './editable.ts'
import {keptBack} from './inline.ts'
import {changing, waiting, written} from './written.ts'

/**
 * Writes the user's configuration file with every key in it as a comment. Into one of YAML that is there come the keys that it lacks; JSON
 * has no comments, and of a program nothing is known.
 */
export async function init(host: Host, work: Work): Promise<Answer> {
  const {dryRun = false} = work.values as {readonly dryRun?: boolean}
  const made = await changing(host.paths.config, async () => {
    const there = configFiles(host.paths.config).find(
      (one) => lstatSync(one, {throwIfNoEntry: false}) !== undefined,
    )
    // A program is told to be one where it is edited; here it is only not to be touched.
    if (there !== undefined && isProgram(there)) return {problems: [problem('config_there', {file: there})]}
    if (there !== undefined) return more(host, work, dryRun)
    const [file, text] = [join(host.paths.config, 'config.yaml'), initText(host.around.root)]
    if (!dryRun) created(host, work, file, text)
    return {file, dryRun, ...(dryRun && {text})}
  })
  return 'problems' in made ? wrong(...made.problems) : done(made)
}

/** It is what there is to go back to after the first change by hand. */
function created({paths, around, now}: Host, {request}: Work, file: string, text: string): void {
  createFile(file, text)
  const at = new Date(now()).toISOString()
  keep(paths, around.uid, {at, by: request.by.name, why: 'config init', file, text})
}

async function more(host: Host, work: Work, dryRun: boolean) {
  const found = editable(host)
  const waits = waiting(host)
  if (waits !== undefined) return {problems: [waits]}
  if ('code' in found) return {problems: [found]}
  const {file, text: before = ''} = found
  const kept = dryRun ? await keptBack(work, found) : undefined
  if (kept !== undefined) return {problems: [kept]}
  const {initTextWith, withAllKeys} = await import('../../config/init-more.ts')
  if (file.endsWith('.json')) {
    const text = dryRun ? await initTextWith(host.around.root, {file, text: before}) : undefined
    if (text !== undefined) return {file, dryRun, text}
    return {problems: [problem('config_there_json', {file, yaml: join(host.paths.config, 'config.yaml')})]}
  }
  const text = await withAllKeys(file, before)
  if (text === undefined || text === before) return {problems: [problem('config_there', {file})]}
  if (dryRun) return {file, dryRun, text}
  await written(host, {file, before, text, mode: modeOf(found), by: work.request.by.name, why: 'config init'})
  return {file, dryRun, added: true}
}
