import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {cronUser} from '../host/cron/user.ts'
import {needs} from '../needs.ts'
import {patternOf, stepsOf} from './document.ts'

const user = cronUser('docs')

needs('bwrap', 'apt-get install bubblewrap')('what the documents show is what happens', () => {
  needs('crontab', 'apt-get install cron')('in the crontab of somebody else', () => {
    test('docs/schedule.md', () => {
      const home = user.newHome()
      const steps = stepsOf(join(root, 'docs/schedule.md'))
      expect(steps.length).toBeGreaterThan(10)
      const {node, root: place} = user.program()
      const path = `${join(place, 'bin')}:${join(node, '..')}:/usr/local/bin:/usr/bin:/bin`
      for (const step of steps) {
        if (!('command' in step)) continue
        const argv = ['bash', '-c', `exec 2>&1; ${step.command}`]
        const {stdout} = user.run(argv, {HOME: home, PATH: path, LANG: 'C.UTF-8'})
        const printed = Buffer.from(stdout, 'latin1').toString('utf8').trimEnd()
        expect(printed, `$ ${step.command}`).toMatch(patternOf(step.shown))
      }
    })
  })
})
