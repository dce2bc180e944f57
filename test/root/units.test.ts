import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {rootUnits} from '../../src/root/units.ts'
import {root} from '../home.ts'

test('systemd has nothing against the units, and only the server’s user may connect', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-units-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  const units = rootUnits({root}, 'nobody', folder)
  for (const [file, text] of units) writeFileSync(file, text)
  const said = execFileSync('systemd-analyze', ['verify', '--man=no', ...units.keys()], {stdio: 'pipe'})
  expect(String(said)).toBe('')
  const [socket, service] = [...units.values()]
  expect(socket).toMatch(/^SocketUser=nobody\nSocketMode=0600$/m)
  expect(service).not.toMatch(/^User=/m)
})
