import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeAll, describe, expect, test} from 'vitest'
import {parrot} from './program.ts'

const tables = [
  'key list',
  'user list',
  'role list',
  'role show agent',
  'config show',
  'config show --origin',
  'plugin list',
  'plugin config backup',
  'alert list',
  'events stats',
  'config --help',
]

describe('a table on a terminal of 60 columns', () => {
  let home: string

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'parrot-narrow-'))
    parrot(home, ['user', 'add', 'anne-of-the-night-watch', '--role', 'viewer', '--os', 'anne-of-the-night'])
    parrot(home, [
      'key',
      'create',
      'claude',
      '--ttl',
      '30d',
      '--from',
      '192.0.2.0/24',
      '--from',
      '2001:db8::/32',
    ])
    return () => rmSync(home, {recursive: true, force: true, maxRetries: 10})
  })

  test.each(tables)('parrot %s: no line is longer, and nothing is lost', (line) => {
    const wide = parrot(home, line.split(' '), {COLUMNS: '1000'}).stdout
    const narrow = parrot(home, line.split(' '), {COLUMNS: '60'}).stdout
    expect(Math.max(...narrow.split('\n').map((each) => each.length))).toBeLessThanOrEqual(60)
    expect(narrow).not.toMatch(/…$/m)
    const without = narrow.replaceAll(/\s/g, '')
    const words = wide.split(/\s+/).filter((word) => word !== '-')
    expect(words.filter((word) => !without.includes(word))).toEqual([])
  })
})
