import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {npmrcFor, openRegistry, type Registry} from '../host/install/registry.ts'
import {withRegistry} from '../host/install/with-registry.ts'
import {needs} from '../needs.ts'
import {follow, patternOf, stepsOf} from './document.ts'

const root = join(import.meta.dirname, '../..')

withRegistry('what the documents show is what happens', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await openRegistry()
  })
  afterAll(() => registry.stop())

  needs('strace', 'apt-get install strace')('from the first line', () => {
    test.each(['README.md', 'PLUGINS.md', 'docs/events.md', 'docs/language.md'])(
      '%s',
      (page) => holds(page, registry),
      300_000,
    )
  })
})

// It starts no plugin, and fetches none.
test('docs/roles.md shows what happens', () => holds('docs/roles.md'))

async function holds(page: string, registry?: Registry): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-docs-'))
  const bin = [join(root, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(':')
  const env = {PATH: bin, HOME: home, LANG: 'C.UTF-8', USER: process.env['USER'] ?? 'root'}
  if (registry !== undefined) writeFileSync(join(home, '.npmrc'), npmrcFor(registry))
  try {
    const steps = stepsOf(join(root, page))
    expect(steps.length).toBeGreaterThan(0)
    for (const step of steps) {
      const printed = await follow(step, home, env)
      if ('command' in step) expect(printed, `$ ${step.command}`).toMatch(patternOf(step.shown))
    }
  } finally {
    rmSync(home, {recursive: true, force: true})
  }
}

test('a page that shows what does not happen is found out', () => {
  expect('Hello, World').toMatch(patternOf('Hello, …'))
  expect('Hello, World').not.toMatch(patternOf('Goodbye, …'))
  expect('Hello, World and more').not.toMatch(patternOf('Hello, World'))
})
