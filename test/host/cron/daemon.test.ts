import {spawn, type ChildProcess} from 'node:child_process'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {cronUser} from './user.ts'

const user = cronUser('daemon')
let daemon: ChildProcess | undefined

/** The one of the machine where it runs, else one of the test's own, which only root can start. */
beforeAll(() => {
  if (!cronRuns() && existsSync('/usr/sbin/cron')) daemon = spawn('/usr/sbin/cron', ['-f'], {stdio: 'ignore'})
})
afterAll(() => void daemon?.kill())

function cronRuns(): boolean {
  const named = (pid: string) => /^crond?$/.test(read(`/proc/${pid}/comm`).trim())
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && named(pid))
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const possible = process.getuid?.() === 0 || cronRuns()

needs('cron', 'apt-get install cron')('a real cron', () => {
  test.runIf(possible)(
    'starts an entry at its minute, as the entry, and what was said of it is true',
    async () => {
      const home = user.newHome()
      const status = () => {
        const {stdout} = user.parrot(home, ['setup_cron', 'status', '--json'])
        return (JSON.parse(stdout) as {output: Status}).output
      }
      // Of what was written in the second in which cron looked, and began, it sees nothing until the next change: it goes by whole seconds.
      await delay(1100)
      // cron looks at a crontab once a minute, in its first seconds: what is made in these may run in the very minute that began
      // before it was made, and be due in none.
      while (new Date().getSeconds() > 30 || new Date().getSeconds() < 5) await delay(500)
      user.setCrontab(
        'SHELL=/bin/false\nNODE_OPTIONS=--no-such-flag\nHOME=/nonexistent\nPARROT_HOME=/nonexistent\n',
      )
      const made = user.parrot(home, ['setup_cron', 'add', 'hello', '--at', '* * * * *', '--role', 'admin'])
      expect(made).toMatchObject({status: 0})
      const {next} = status().entries[0] ?? {}
      for (let tries = 0; tries < 100 && status().entries[0]?.last == null; tries++) await delay(1000)
      const {cron_runs, entries} = status()
      expect({cron_runs, outcome: entries[0]?.last?.outcome, due: entries[0]?.last?.due}).toEqual({
        cron_runs: true,
        outcome: 'ok',
        due: next,
      })
      const {stdout} = user.parrot(home, ['events', 'list', '--type', 'CALL_REQUESTED', '--json'])
      expect(stdout).toMatch(/"door":"clock".*"who":"entry hello"|"who":"entry hello".*"door":"clock"/)
      expect(user.parrot(home, ['setup_cron', 'uninstall']).status).toBe(0)
    },
  )
})

type Status = {
  readonly cron_runs: boolean
  readonly entries: readonly {
    readonly next: string | null
    readonly last: {readonly outcome: string; readonly due: string} | null
  }[]
}
