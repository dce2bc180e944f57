import {chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {bin, environment} from '../terminal/program.ts'
import {measure, report, type Case} from './measure.ts'

const rounds = Number(process.argv[2] ?? 15)
const count = 1000
const place = mkdtempSync(join(tmpdir(), 'parrot-bench-rotate-'))
process.once('exit', () => rmSync(place, {recursive: true, force: true}))
const logs = join(place, 'logs')

/** What rotating 1,000 logs costs, from the start of the program to its end, beside logrotate(8) on the same files. */
for (const [how, compress] of [
  ['renamed, each with a new one in its place', false],
  ['and each compressed at once', true],
] as const) {
  // A gzip for each log is a minute of logrotate's on a busy machine.
  if (compress && process.argv[3] === 'short') continue
  const [theirs, ours] = measure([logrotate(compress), parrot(compress)], rounds)
  if (theirs === undefined || ours === undefined) throw new Error('not measured')
  process.stdout.write(
    `${count} logs ${how}:\n${report([theirs, ours]).replace('node -e 0', 'logrotate')}\n\n`,
  )
}

function logrotate(compress: boolean): Case {
  const config = join(place, `logrotate-${compress}.conf`)
  const rule = `${logs}/*.log {\n  rotate 14\n  create\n  ${compress ? 'compress' : 'nocompress'}\n}\n`
  writeFileSync(config, rule, {mode: 0o644})
  const argv = ['/usr/sbin/logrotate', '--force', '--state', join(place, 'status'), config] as const
  return {name: 'logrotate --force', argv, env: {PATH: '/usr/bin:/bin'}, before: fill, stdout: /^$/}
}

function parrot(compress: boolean): Case {
  const home = join(place, `home-${compress}`)
  mkdirSync(join(home, 'config'), {recursive: true, mode: 0o700})
  const settings = {LOG_DIR: logs, LOG_COMPRESS: compress ? 'gzip' : 'none', LOG_DELAY_COMPRESS: false}
  const config = JSON.stringify({plugins: {log_rotate: settings}})
  writeFileSync(join(home, 'config/config.json'), config, {mode: 0o600})
  const argv = [process.execPath, bin, 'log_rotate', '--force'] as const
  const stdout = compress ? /1000 rotated, 1000 compressed/ : /1000 rotated, 0 compressed/
  return {name: 'parrot log_rotate --force', argv, env: environment(home), before: fill, stdout, bound: 2}
}

/** Fresh logs; what the round before made is looked at, so that neither program is timed for doing nothing, and taken away. */
function fill(): void {
  const left = readable(logs)
  if (left.length > 0 && left.length !== 2 * count) throw new Error(`${left.length} files after a rotation`)
  rmSync(logs, {recursive: true, force: true})
  mkdirSync(logs, {recursive: true})
  chmodSync(logs, 0o755)
  for (let at = 0; at < count; at++)
    writeFileSync(join(logs, `app-${at}.log`), `${at} a line of a log\n`.repeat(100))
}

function readable(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
