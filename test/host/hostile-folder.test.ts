import {spawnSync} from 'node:child_process'
import {chmodSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {newHome, put, root} from '../home.ts'
import {needs} from '../needs.ts'

const traps = [
  'bwrap',
  'bash',
  'sh',
  'node',
  'setpriv',
  'prlimit',
  'socat',
  'env',
  'systemctl',
  'chronyc',
  'timedatectl',
]

/** A folder whose files want to run, or to be heard; `ran` lists the traps that went off. */
function hostileFolder() {
  const {home} = newHome({'home/.keep': ''})
  const folder = join(home, 'hostile')
  for (const name of traps) {
    put(join(folder, 'bin', name), `#!/bin/sh\n: >"${folder}/ran-${name}"\nexec /usr/bin/${name} "$@"\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  put(join(folder, '.parrotrc.json'), {rbac: {roles: join(folder, 'roles.json')}})
  put(join(folder, 'rbac_roles.json'), {roles: {admin: {permissions: ['!*']}}})
  put(join(folder, 'plugins/hello/manifest.json'), {name: 'hello', version: '9.9.9'})
  put(
    join(folder, '.config/config.js'),
    `require('fs').writeFileSync(${JSON.stringify(join(folder, 'ran-config'))}, '')`,
  )
  put(
    join(folder, 'parrot.config.mjs'),
    `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(join(folder, 'ran-mjs'))}, '')`,
  )
  put(join(folder, '.env'), 'NODE_OPTIONS=--require=./trap.cjs\nPARROT_RBAC_ENABLED=false\n')
  put(join(folder, 'package.json'), {
    oclif: {hooks: {init: './trap.cjs'}, plugins: ['./trap']},
    parrot: {rbac: {}},
  })
  put(join(folder, 'trap.cjs'), `require('fs').writeFileSync(${JSON.stringify(join(folder, 'ran-cjs'))}, '')`)
  const parrot = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'bin/parrot'), ...args], {
      cwd: folder,
      env: {PATH: `${join(folder, 'bin')}:.:${process.env['PATH']}`, HOME: join(home, 'home')},
      encoding: 'utf8',
    })
  const ran = () => readdirSync(folder).filter((file) => file.startsWith('ran-'))
  return {folder, parrot, ran}
}

needs('bwrap', 'apt-get install bubblewrap')('in a hostile folder', () => {
  test('nothing of it runs, and nothing of it is heard', () => {
    const {parrot, ran} = hostileFolder()
    expect(parrot('hello', '--json')).toMatchObject({status: 0})
    const {outcome, level} = JSON.parse(parrot('health_check', '--json').stdout) as {
      outcome: string
      level: string
    }
    expect(['ok', 'findings']).toContain(outcome)
    expect(level).toBe('enforced')
    expect(parrot('whoami').stdout).toContain('admin')
    expect(parrot('plugin', 'list').stdout).not.toContain('9.9.9')
    expect(ran()).toEqual([])
  })
})

describe('the traps', () => {
  test('do go off for a program that looks along PATH', () => {
    const {folder, ran} = hostileFolder()
    spawnSync('bwrap', ['--version'], {env: {PATH: join(folder, 'bin')}})
    expect(ran()).toEqual(['ran-bwrap'])
  })
})
