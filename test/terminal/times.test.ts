import {expect, test} from 'vitest'
import {newHome} from '../home.ts'
import {parrot} from './program.ts'

/** As far from UTC as it gets, so that the one is never taken for the other. */
const zone = 'Pacific/Kiritimati'

const here = (iso: string) => {
  const at = new Date(iso).toLocaleString('sv-SE', {timeZone: zone})
  return at.slice(0, 16)
}

test('tables and sentences show times in one form, JSON in another', () => {
  const {home} = newHome({'config/config.yaml': 'limits: {pids: 40}\n'})
  const run = (...args: string[]) => parrot(home, args, {TZ: zone})
  const made = run('key', 'create', 'ci', '--role', 'viewer', '--ttl', '30d').stdout
  const {keys} = (JSON.parse(run('key', 'list', '--json').stdout) as {output: {keys: {expires: string}[]}})
    .output
  const expires = keys[0]?.expires ?? ''
  expect(expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(made).toContain(`good until ${here(expires)}. `)
  run('config', 'set', 'limits.pids', '50')
  run('alert', 'check')
  const shown = [
    run('key', 'list').stdout,
    run('config', 'history').stdout,
    run('config', 'rollback', '--dry-run').stdout,
    run('config', 'set', 'limits.pids', '60', '--commit-confirm', '10m').stdout,
    run('alert', 'silence', 'backup_failed', '--for', '1h', '--reason', 'a test').stdout,
    run('alert', 'list').stdout,
    run('events', 'stats').stdout,
  ]
  expect(shown[0]).toContain(here(expires))
  for (const text of shown) {
    expect(text).toMatch(/\b\d{4}-\d\d-\d\d \d\d:\d\d\b/)
    expect(text).not.toMatch(/\d\d:\d\d(?::\d\d|Z)|\dT\d\d/)
  }
  run('config', 'confirm')
})
