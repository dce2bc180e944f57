import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {follow, patternOf, stepsOf} from './document.ts'

needs('curl', 'apt-get install curl')('what the documents show is what happens', () => {
  test('docs/server.md', async () => {
    const home = emptyHome()
    const path = [join(root, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(':')
    const env = {PATH: path, HOME: home, PARROT_HOME: join(home, 'parrot'), LANG: 'C.UTF-8'}
    onTestFinished(
      async () => void (await follow({command: 'parrot server stop --now', shown: ''}, home, env)),
    )
    const steps = stepsOf(join(root, 'docs/server.md'))
    expect(steps.length).toBeGreaterThan(9)
    for (const step of steps) {
      const printed = await follow(step, home, env)
      if ('command' in step) expect(printed, `$ ${step.command}`).toMatch(patternOf(step.shown))
    }
  })
})
