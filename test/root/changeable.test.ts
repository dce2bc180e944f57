import {chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {changeable} from '../../src/root/changeable.ts'
import {newHome} from '../home.ts'

const other = 12_345
const loader = 'node_modules/@oclif/plugin-plugins/lib/index.js'
const files = [
  'bin/parrot',
  'dist/chunks/app.cjs',
  loader,
  'node_modules/.bin/tool',
  'plugins/hello/main.js',
  'manifests/roles.schema.json',
  'templates/units/parrot.service',
  'package.json',
]

function installation() {
  const {home} = newHome(Object.fromEntries(files.map((file) => [`lib/parrot/${file}`, ''])))
  const root = join(home, 'lib/parrot')
  return {home, root, at: (path: string) => join(root, path)}
}

describe.runIf(process.getuid?.() === 0)('what others than root can change of an installation', () => {
  test('is nothing at first, also where a link leads from one part to another', () => {
    const {root, at} = installation()
    symlinkSync('../@oclif/plugin-plugins/lib/index.js', at('node_modules/.bin/plugins'))
    symlinkSync('..', at('node_modules/@oclif/round'))
    expect(changeable([root])).toBeUndefined()
  })

  test.each([...files, ...files.map((file) => dirname(file)), dirname(dirname(loader))])(
    '%s, where it is somebody else’s or open to others',
    (path) => {
      const {root, at} = installation()
      chmodSync(at(path), 0o777)
      expect(changeable([root])).toBe(at(path === '.' ? '' : path).replace(/\/$/, ''))
      chmodSync(at(path), 0o755)
      expect(changeable([root])).toBeUndefined()
      chownSync(at(path), other, other)
      expect(changeable([root])).toBe(at(path === '.' ? '' : path).replace(/\/$/, ''))
    },
  )

  test('a folder like /tmp in it: what is missing there could be put there', () => {
    const {root, at} = installation()
    chmodSync(at('node_modules'), 0o1777)
    expect(changeable([root])).toBe(at('node_modules'))
  })

  test('a link of somebody else’s, one that leads to what is, and one that leads nowhere', () => {
    const {home, root, at} = installation()
    mkdirSync(join(home, 'shared/lib'), {recursive: true})
    writeFileSync(join(home, 'shared/lib/a.js'), '')
    symlinkSync(join(home, 'shared'), at('node_modules/shared'))
    expect(changeable([root])).toBeUndefined()
    chownSync(join(home, 'shared/lib/a.js'), other, other)
    expect(changeable([root])).toBe(join(home, 'shared/lib/a.js'))
    chownSync(join(home, 'shared/lib/a.js'), 0, 0)
    lchownSync(at('node_modules/shared'), other, other)
    expect(changeable([root])).toBe(at('node_modules/shared'))
    lchownSync(at('node_modules/shared'), 0, 0)
    symlinkSync('/tmp/is/not/there', at('plugins/nothing'))
    expect(changeable([root])).toBe(at('plugins/nothing'))
  })

  test('node_modules further up, where Node looks too', () => {
    const {home, root} = installation()
    const further = join(home, 'node_modules/other/index.js')
    mkdirSync(dirname(further), {recursive: true})
    writeFileSync(further, '')
    expect(changeable([root])).toBeUndefined()
    chownSync(further, other, other)
    expect(changeable([root])).toBe(further)
  })

  test('what nothing is loaded from is nobody’s matter', () => {
    const {home, root, at} = installation()
    for (const file of [at('notes'), join(home, 'notes')]) {
      writeFileSync(file, '')
      chownSync(file, other, other)
    }
    expect(changeable([root, home])).toBeUndefined()
  })
})
