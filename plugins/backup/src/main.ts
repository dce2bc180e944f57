import {statSync} from 'node:fs'
import {definePlugin, Failure} from '../../../src/plugin.ts'
import {engineOf} from './choose-engine.ts'
import type {Job} from './engine.ts'
import {commands, type Config, type Input} from './commands.ts'

// That Node's way to the C library is experimental is nothing for a log.
process.removeAllListeners('warning')

const kept = 'the archives that were there are as they were'

const ending = new AbortController()
process.once('SIGTERM', () => ending.abort(new Error('it was taken back')))

void definePlugin<Input, Config>(async (call) => {
  const command = commands[call.command]
  if (command === undefined) throw new Error(`backup has no command ${JSON.stringify(call.command)}`)
  const {log, progress, dryRun, config, input} = call
  const {BACKUP_DIR: dir, BACKUP_AGE_IDENTITY: identity} = config
  const job = {dir, identity, dryRun, signal: ending.signal, now: Date.now, log, progress}
  warnOfOthers(job)
  const {failed, output} = await command({engine: await engineOf(config), job, config, input}).catch(
    (error: unknown) => {
      throw explained(error)
    },
  )
  // The result is told all the same.
  if (failed) process.exitCode = 1
  return output
})

/** Who can write to the folder can take archives away, or put in what a restore would give back. */
function warnOfOthers({dir, log}: Pick<Job, 'dir' | 'log'>): void {
  const mode = statSync(dir, {throwIfNoEntry: false})?.mode ?? 0
  if (mode & 0o002)
    log('warn', `${dir} can be written by everybody, who could remove or replace archives: chmod o-w ${dir}`)
}

/** What most often stands in the way, with what to do about it. */
function explained(error: unknown): unknown {
  const {code = '', message} = error as NodeJS.ErrnoException
  const told = (text: string, next: string) => new Failure(text, next, {cause: error})
  if (code === 'ENOSPC') return told(`${message}: ${kept}`, 'free some: parrot backup prune')
  if (code === 'EROFS') return told(`${message}: ${kept}`, 'mount that disk so that it can be written')
  if (code !== 'EACCES' && code !== 'EPERM') return error
  return told(message, 'make it a folder of the user that backups run as; where Parrot runs as root, of root')
}
