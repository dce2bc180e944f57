import type {ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {beforeEach, expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {seeded} from '../../seeded.ts'
import {times} from '../../soak.ts'
import {cronUser} from './user.ts'

const user = cronUser('fault')
const foreign = Array.from(
  {length: 300},
  (_, at) => `${at % 60} 3 * * 0 /usr/bin/true mine \xe4 ${at}\n`,
).join('')
const end = '# END parrot\n'
const [kills, edits] = [times(30, 120), times(60, 200)]

/** Every line that is somebody else's, and the entries of the block. */
function crontab() {
  const text = user.crontab() ?? ''
  const [above = '', below] = text.includes(end) ? text.split(end) : ['', text]
  return {foreign: below, entries: [...above.matchAll(/ cron run (\S+)$/gm)].map(([, id]) => id)}
}

async function ended(child: ChildProcess): Promise<number | string | null> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return code ?? signal
}

function isScheduled(home: string, at: string): boolean {
  return readFileSync(join(home, 'state/schedule.json'), 'utf8').includes(JSON.stringify(at))
}

/** Resolves when the schedule says so and the crontab may not yet, or the process has ended. */
async function scheduled(home: string, at: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && !isScheduled(home, at)) await delay(1)
}

needs('crontab', 'apt-get install cron')('whatever happens', () => {
  beforeEach(() => user.setCrontab(foreign))

  test('a pipe whose writer is killed loses lines, which is why none is used', () => {
    const killed = '(crontab -l | head -n 100; kill -9 $BASHPID) | crontab -'
    expect(user.run(['bash', '-c', killed]).status).toBe(0)
    expect(user.crontab()?.split('\n')).toHaveLength(101)
  })

  test(`killed at ${kills} seeded moments of an edit, nothing foreign is lost, and the next edit sets the rest right`, async () => {
    const seed = process.env['SEED'] ?? 'cron-kill'
    const random = seeded(seed)
    const home = user.newHome()
    const edit = (at: string) => ['setup_cron', 'add', 'health_check', '--role', 'viewer', '--at', at]
    const began = performance.now()
    expect(user.parrot(home, edit('daily')).status).toBe(0)
    // Other programs make this machine slow and fast: too late a kill makes the next one come earlier.
    let aim = performance.now() - began
    const seen = {before: 0, between: 0, after: 0, late: 0}
    const killed = () => seen.before + seen.between + seen.after
    for (let round = 0; killed() < kills && round < kills * 4; round++) {
      const at = `${round % 60} ${round % 24} * * *`
      const child = user.start(home, edit(at))
      const gone = ended(child)
      if (round % 2 === 0) await delay(aim * (0.3 + random.below(1000) / 1000))
      else await scheduled(home, at, child).then(() => delay(random.below(40)))
      child.kill('SIGKILL')
      const status = await gone
      // What was started goes on without it.
      user.run(['flock', join(home, 'state/crontab/lock'), 'true'])
      const now = crontab()
      expect({seed, round, ...now}).toEqual({seed, round, foreign, entries: ['health_check']})
      const written = user.crontab()?.includes(`\n${at} /usr/bin/env`) === true
      const moment =
        status !== 'SIGKILL' ? 'late' : written ? 'after' : isScheduled(home, at) ? 'between' : 'before'
      seen[moment]++
      if (round % 2 === 0) aim *= moment === 'late' ? 0.9 : 1.05
    }
    process.stdout.write(
      `killed before the schedule was written, before the crontab was, after it: ${JSON.stringify(seen)}\n`,
    )
    expect(killed()).toBe(kills)
    expect(seen.before).toBeGreaterThan(0)
    expect(user.parrot(home, edit('weekly')).status).toBe(0)
    expect(user.parrot(home, ['setup_cron', 'diff']).status).toBe(0)
    expect(user.parrot(home, ['setup_cron', 'uninstall']).status).toBe(0)
    expect(user.crontab()).toBe(foreign)
  }, 600_000)

  test(`${edits} edits at once by as many processes lose no line`, async () => {
    const home = user.newHome()
    const ids = Array.from({length: edits}, (_, at) => `entry_${at}`)
    const children = ids.map((id) =>
      user.start(home, ['setup_cron', 'add', 'health_check', '--role', 'viewer', '--id', id]),
    )
    const statuses = await Promise.all(children.map(ended))
    expect(statuses.filter((status) => status !== 0)).toEqual([])
    const now = crontab()
    expect(now.foreign).toBe(foreign)
    expect(new Set(now.entries)).toEqual(new Set(ids))
    expect(now.entries).toHaveLength(edits)
    const removals = ids.slice(0, edits / 5).map((id) => user.start(home, ['setup_cron', 'remove', id]))
    expect((await Promise.all(removals.map(ended))).filter((status) => status !== 0)).toEqual([])
    expect(new Set(crontab().entries)).toEqual(new Set(ids.slice(edits / 5)))
    expect(crontab().foreign).toBe(foreign)
  }, 600_000)
})
