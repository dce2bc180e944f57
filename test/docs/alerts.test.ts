import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {follow, patternOf, stepsOf} from './document.ts'

needs('bwrap', 'apt-get install bubblewrap')('what the documents show is what happens', () => {
  test('docs/alerts.md', async () => {
    const home = mkdtempSync(join(tmpdir(), 'parrot-docs-'))
    const bin = [join(root, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(':')
    const env = {PATH: bin, HOME: home, LANG: 'C.UTF-8', USER: process.env['USER'] ?? 'root'}
    try {
      const steps = stepsOf(join(root, 'docs/alerts.md'))
      expect(steps.length).toBeGreaterThan(12)
      for (const step of steps) {
        const printed = await follow(step, home, env)
        if ('command' in step) expect(printed, `$ ${step.command}`).toMatch(patternOf(step.shown))
      }
    } finally {
      rmSync(home, {recursive: true, force: true, maxRetries: 10})
    }
  })
})
