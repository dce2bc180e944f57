import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {ownSystemd as start} from './own-systemd.ts'
import {cronUser} from './user.ts'

const user = cronUser('timers')
const isRoot = process.getuid?.() === 0

describe.runIf(isRoot)('as root', () => {
  needs('systemd-analyze', 'apt-get install systemd')('timers of a real systemd', () => {
    let manager: ChildProcess
    let config = ''
    let home = ''

    beforeAll(async () => {
      home = user.newHome()
      config = join(home, '.config')
      mkdirSync(config)
      chownSync(config, user.uid, user.uid)
      const env = {...process.env, ...environment(), UID_: String(user.uid), SYSTEMD_LOG_TARGET: 'null'}
      manager = spawn('unshare', ['-m', '--propagation', 'private', 'bash', '-c', start], {
        env,
        stdio: 'ignore',
      })
      for (let tries = 0; tries < 100 && systemctl('list-timers').status !== 0; tries++) await delay(100)
      expect(systemctl('list-timers')).toMatchObject({status: 0})
    })
    afterAll(async () => {
      manager.kill()
      await once(manager, 'exit')
      spawnSync('bash', [
        '-c',
        'find /sys/fs/cgroup/{systemd/,unified/,}parrot-test -depth -type d -exec rmdir {} +',
      ])
    })

    const environment = () => ({HOME: home, PARROT_HOME: home, XDG_RUNTIME_DIR: `/run/user/${user.uid}`})
    const inside = (argv: readonly string[], more: NodeJS.ProcessEnv = {}) => {
      const as = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.uid}`, '--clear-groups', '--']
      const {status, stdout, stderr} = spawnSync(
        'nsenter',
        ['-m', '-t', `${manager.pid}`, '--', ...as, ...argv],
        {
          env: {PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...environment(), ...more},
          encoding: 'utf8',
        },
      )
      return {status, stdout, stderr}
    }
    const systemctl = (...args: string[]) => inside(['systemctl', '--user', '--no-pager', ...args])
    const parrot = (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
      const {root, node} = user.program()
      const {status, stdout} = inside([node, join(root, 'bin/parrot'), 'setup_cron', ...args, '--json'], more)
      return {status, ...(JSON.parse(stdout) as Answer)}
    }
    const add = (...more: string[]) => parrot(['add', 'hello', '--role', 'admin', '--systemd', ...more])
    const units = () => {
      const folder = join(config, 'systemd/user')
      return existsSync(folder)
        ? readdirSync(folder)
            .filter((name) => name.startsWith('parrot-'))
            .toSorted()
        : []
    }

    test('start an entry at its minute, and the crontab stays as it is', async () => {
      const made = add('--at', '* * * * *')
      expect(made).toMatchObject({status: 0, output: {entries: [{id: 'hello', change: 'added'}]}})
      expect(made.output.diff).toMatch(/^\+.*parrot-cron-hello\.service\n\+.*parrot-cron-hello\.timer\n$/)
      expect(units()).toEqual(['parrot-cron-hello.service', 'parrot-cron-hello.timer'])
      expect(readFileSync(join(config, 'systemd/user/parrot-cron-hello.timer'), 'utf8')).toContain(
        'Persistent=true',
      )
      expect(systemctl('is-active', 'parrot-cron-hello.timer').stdout).toBe('active\n')
      expect(user.crontab()).toBeUndefined()
      const last = () => parrot(['status']).output.entries[0]?.last
      for (let tries = 0; tries < 80 && last() == null; tries++) await delay(1000)
      expect(last()).toMatchObject({outcome: 'ok'})
      expect(parrot(['status'])).toMatchObject({outcome: 'ok', output: {crontab_as_scheduled: true}})
    })

    test('are changed, set right again after an edit by hand, and taken away', () => {
      expect(add('--at', 'daily').output.entries).toMatchObject([{change: 'changed'}])
      const next = systemctl('show', 'parrot-cron-hello.timer', '-p', 'TimersCalendar').stdout
      expect(next).toContain('OnCalendar=*-*-* 00:00:00')
      const file = join(config, 'systemd/user/parrot-cron-hello.timer')
      const text = readFileSync(file, 'utf8')
      writeFileSync(file, text.replace('00:00:00', '05:00:00'))
      expect(parrot(['diff'])).toMatchObject({status: 3, output: `+${file}\n`})
      expect(parrot(['sync'])).toMatchObject({status: 0})
      expect(readFileSync(file, 'utf8')).toBe(text)
      expect(parrot(['remove', 'hello'])).toMatchObject({status: 0})
      expect(units()).toEqual([])
      expect(systemctl('list-timers', '--all').stdout).not.toContain('parrot-cron')
    })

    test('taken away, they are not listed as failed ever after', () => {
      expect(add('--at', 'daily').status).toBe(0)
      const file = join(config, 'systemd/user/parrot-cron-hello.service')
      writeFileSync(file, readFileSync(file, 'utf8').replace('"hello"', '"nobody"'))
      expect(readFileSync(file, 'utf8')).toContain('"nobody"')
      systemctl('daemon-reload')
      expect(systemctl('start', 'parrot-cron-hello.service').status).toBe(1)
      const failed = () => systemctl('list-units', '--failed', '--plain', '--no-legend').stdout
      expect(failed()).toContain('parrot-cron-hello.service')
      expect(parrot(['remove', 'hello']).status).toBe(0)
      expect(failed()).not.toContain('parrot-cron')
    })

    test('from cron to systemd and back, an entry is in one of them', () => {
      expect(parrot(['add', 'hello', '--role', 'admin', '--at', 'daily']).status).toBe(0)
      expect(user.crontab()).toContain('cron run hello')
      expect(add('--at', 'daily').status).toBe(0)
      expect({crontab: user.crontab(), units: units().length}).toEqual({crontab: undefined, units: 2})
      expect(parrot(['add', 'hello', '--role', 'admin', '--at', 'weekly']).status).toBe(0)
      expect({crontab: user.crontab(), units: units().length}).toEqual({crontab: undefined, units: 2})
      expect(add('--cron').status).toBe(2)
      expect(parrot(['add', 'hello', '--cron']).status).toBe(0)
      expect(user.crontab()).toContain('cron run hello')
      expect(units()).toEqual([])
      expect(parrot(['uninstall']).status).toBe(0)
      expect(user.crontab()).toBeUndefined()
    })

    test('what the recommended entries of cron are told with --systemd: that they stay there, and how they move', () => {
      const given = ['--grant']
      expect(parrot(given).status).toBe(0)
      const asked = parrot([...given, '--systemd']).output
      const move = 'parrot setup_cron add health_check --id health_check --systemd'
      expect(asked.summary).toMatch(/^Nothing was changed: /)
      const of = ({id}: {readonly id?: string}) => id === 'health_check'
      expect(asked.entries.find(of)).toMatchObject({change: 'kept', why: expect.stringContaining(move)})
      expect(parrot(move.split(' ').slice(2)).status).toBe(0)
      expect(units()).toEqual(['parrot-cron-health_check.service', 'parrot-cron-health_check.timer'])
      expect(parrot([...given, '--systemd']).output.entries.find(of)).toMatchObject({change: 'kept', why: ''})
      expect(parrot(['uninstall']).status).toBe(0)
    })

    test('what a killed edit left half done is set right: a timer that is not enabled, units that no entry has', () => {
      expect(add('--at', 'daily').status).toBe(0)
      spawnSync('rm', [join(config, 'systemd/user/timers.target.wants/parrot-cron-hello.timer')])
      expect(parrot(['diff']).status).toBe(3)
      expect(parrot(['sync']).status).toBe(0)
      expect(systemctl('is-enabled', 'parrot-cron-hello.timer').stdout).toBe('enabled\n')
      writeFileSync(join(home, 'state/schedule.json'), '{"version": 1, "entries": []}')
      expect(parrot(['sync']).output.diff).toContain('-')
      expect(units()).toEqual([])
      expect(systemctl('list-timers', '--all').stdout).not.toContain('parrot-cron')
    })

    test('need no crontab(1)', () => {
      const mount = (...args: string[]) => spawnSync('nsenter', ['-m', '-t', `${manager.pid}`, '--', ...args])
      mount('mount', '--bind', '/dev/null', '/usr/bin/crontab')
      expect(parrot(['add', 'hello', '--role', 'admin', '--at', 'daily'])).toMatchObject({
        outcome: 'broken',
        problems: [{code: 'crontab_missing'}],
      })
      expect(add('--at', 'daily').status).toBe(0)
      expect(parrot(['status']).output).toMatchObject({entries: [{}]})
      expect(parrot(['uninstall']).status).toBe(0)
      mount('umount', '/usr/bin/crontab')
      expect(units()).toEqual([])
    })

    test('a unit of that name which somebody else wrote is left alone', () => {
      const file = join(config, 'systemd/user/parrot-cron-hello.service')
      writeFileSync(file, '[Service]\nExecStart=/bin/true\n')
      expect(add('--at', 'daily')).toMatchObject({outcome: 'broken', problems: [{code: 'systemd_foreign'}]})
      expect(readFileSync(file, 'utf8')).toContain('/bin/true')
      spawnSync('rm', [file])
    })

    test('start Parrot from a home with all that systemd would read something into', () => {
      const odd = join(home, `it's 100% "odd" $HOME \${X} %h; \\x é`)
      mkdirSync(odd)
      chownSync(odd, user.uid, user.uid)
      const place = {PARROT_HOME: odd}
      const made = parrot(['add', 'hello', '--role', 'admin', '--systemd', '--at', 'daily'], place)
      expect(made).toMatchObject({status: 0})
      expect(systemctl('start', 'parrot-cron-hello.service')).toMatchObject({status: 0, stderr: ''})
      expect(parrot(['status'], place).output.entries).toMatchObject([{last: {outcome: 'ok'}}])
      expect(parrot(['uninstall'], place).status).toBe(0)
    })

    test('without a systemd that answers nothing is left behind', () => {
      const nobody = {XDG_RUNTIME_DIR: '/run/nobody'}
      const made = parrot(['add', 'hello', '--role', 'admin', '--systemd', '--at', 'daily'], nobody)
      expect(made).toMatchObject({outcome: 'broken', problems: [{code: 'systemd_failed'}]})
      expect(units()).toEqual([])
      expect(parrot(['list']).output.entries).toEqual([])
    })
  })
})

type Answer = {
  readonly outcome: string
  readonly problems: readonly {readonly code: string}[]
  readonly output: {
    readonly diff: string
    readonly summary: string
    readonly entries: readonly {
      readonly id?: string
      readonly change?: string
      readonly last?: {readonly outcome: string} | null
    }[]
  }
}
