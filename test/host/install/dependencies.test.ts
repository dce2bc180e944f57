import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {chmodSync, globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {newHome, put} from '../../home.ts'
import {ask, author, kept, type Home} from './at-home.ts'

/** A tarball of this machine that nobody gave to a plugin: a backup, readable by its owner only. */
function backupOf(home: Home): string {
  put(join(home.home, 'etc/package.json'), {name: 'x', version: '1.0.0'})
  put(join(home.home, 'etc/secret.conf'), 'a password')
  const file = join(home.home, 'backup.tgz')
  execFileSync('tar', ['-C', home.home, '-czf', file, 'etc'])
  chmodSync(file, 0o600)
  return file
}

const sri = (file: string) => `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`

function withLock(home: Home, spec: string, entry: object, path = 'node_modules/x'): string {
  const dir = author(home)
  const needs = {name: 'weather', version: '1.0.0', dependencies: {x: spec}}
  const packages = {'': needs, [path]: {version: '1.0.0', ...entry}}
  put(join(dir, 'package.json'), needs)
  put(join(dir, 'npm-shrinkwrap.json'), {name: 'weather', version: '1.0.0', lockfileVersion: 3, packages})
  return dir
}

const taken = (home: Home) => globSync('data/installed/**/secret.conf', {cwd: home.home})

describe('a lockfile brings nothing of this machine into a plugin', () => {
  const web = 'http://127.0.0.1:9/x.tgz'
  test.each<readonly [string, (file: string) => object]>([
    ['as one for development', (file) => ({resolved: `file:${file}`, dev: true})],
    ['as a bundled one', (file) => ({resolved: `file:${file}`, inBundle: true})],
    ['as a bundled one from nowhere', () => ({inBundle: true})],
    ['by its digest', (file) => ({integrity: sri(file)})],
    ['by a digest that is none', () => ({integrity: 'x'})],
    ['behind an address', () => ({resolved: web, integrity: 'sha512-AAAA'})],
  ])('%s', async (_, entry) => {
    const home = newHome()
    const file = backupOf(home)
    const dir = withLock(home, `file:${file}`, entry(file))
    const {outcome, problems} = await ask(home, 'plugin_install', {source: dir})
    expect({outcome, codes: problems.map(({code}) => code), taken: taken(home)}).toEqual({
      outcome: 'failed',
      codes: ['dependencies_loose'],
      taken: [],
    })
    expect(kept(home)).toEqual([])
  })

  test.for<readonly [string, object, string?]>([
    ['no digest', {resolved: web}],
    ['a weak digest', {resolved: web, integrity: 'md5-1B2M2Y8AsgTpgAmY7PhCfg=='}],
    [
      'a dependency on a folder below it',
      {resolved: web, integrity: `sha512-${'A'.repeat(86)}==`, dependencies: {y: 'file:/etc'}},
    ],
    ['a place outside', {resolved: web, integrity: `sha512-${'A'.repeat(86)}==`}, 'node_modules/../../x'],
  ])('nor what is not pinned: %s', async ([, entry, path]) => {
    const home = newHome()
    const {problems} = await ask(home, 'plugin_install', {source: withLock(home, '1.0.0', entry, path)})
    expect(problems.map(({code}) => code)).toEqual(['dependencies_loose'])
  })
})
