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
      async (page) => expect(await unlike(page, registry)).toEqual([]),
      300_000,
    )
  })
})

// It starts no plugin, and fetches none.
test('docs/roles.md shows what happens', async () => expect(await unlike('docs/roles.md')).toEqual([]))

/** Each command of the page that printed something else, with what it printed. */
async function unlike(page: string, registry?: Registry): Promise<string[]> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-docs-'))
  const bin = [join(root, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(':')
  const env = {PATH: bin, HOME: home, LANG: 'C.UTF-8', USER: process.env['USER'] ?? 'root'}
  if (registry !== undefined) writeFileSync(join(home, '.npmrc'), npmrcFor(registry))
  try {
    const steps = stepsOf(join(root, page))
    if (steps.length === 0) return ['nothing is shown']
    for (const step of steps) {
      const printed = await follow(step, home, env)
      // What follows would fail for that.
      if ('command' in step && !patternOf(step.shown).test(printed)) return [`$ ${step.command}\n${printed}`]
    }
    return []
  } finally {
    rmSync(home, {recursive: true, force: true, maxRetries: 10})
  }
}

test('a page that shows what does not happen is found out', () => {
  expect('Hello, World').toMatch(patternOf('Hello, …'))
  expect('Hello, World').not.toMatch(patternOf('Goodbye, …'))
  expect('Hello, World and more').not.toMatch(patternOf('Hello, World'))
})
