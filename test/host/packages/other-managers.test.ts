import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {secondUser} from '../../sandbox/second-user.ts'
import {calls, needsMachine, until} from '../machine.ts'
import {codes} from '../weather.ts'
import {arch} from './arch.ts'
import {fedora} from './fedora.ts'
import type {Package} from './repository.ts'

const v = (name: string, version: string, more: Partial<Package> = {}): Package => ({name, version, ...more})
const conf = (text: string) => ({conffiles: {'etc/parrot-c.conf': text}})

/** What differs: how a version is written, who has it, and the command of the way back. */
const managers = [
  {
    name: 'dnf',
    program: 'createrepo_c',
    made: fedora,
    arch: 'noarch',
    downgrade: 'dnf downgrade -- ',
    back: 'dnf downgrade -y -- ',
    holds:
      "import sys,time,os\nos.makedirs('/var/lib/dnf',exist_ok=True)\nf='/var/lib/dnf/rpmdb_lock.pid'\nopen(f,'w').write(str(os.getpid()))",
    lock: '/var/lib/dnf/rpmdb_lock.pid',
    running: 'python3',
  },
  {
    name: 'pacman',
    program: 'pacman',
    made: arch,
    arch: 'any',
    downgrade: 'pacman --upgrade -- ',
    back: 'pacman --noconfirm --upgrade -- ',
    holds: "import sys,time,os\nf='/var/lib/pacman/db.lck'\nlock=open(f,'w')",
    lock: '/var/lib/pacman/db.lck',
    running: 'pacman',
  },
] as const

for (const manager of managers)
  needsMachine(manager.program)(`an update by ${manager.name}`, {timeout: 300_000}, () => {
    const {made} = manager
    const is = (version: string) => `${version}-1`

    test('the plan says what would be done, to any user; held and replaced packages stay', async () => {
      const {main, hold, fetch, did, plan, versionOf, machine, home, sh} = await made([
        v('parrot-a', '1.0'),
        v('parrot-h', '1.0'),
        v('parrot-k', '1.0'),
        v('parrot-r', '1.0'),
      ])
      const before = plan().plan
      hold('parrot-h')
      main.publish(
        v('parrot-a', '2.0', {depends: 'parrot-new'}),
        v('parrot-new', '1.0'),
        v('parrot-h', '2.0'),
        v('parrot-k', '2.0', {depends: 'parrot-nowhere'}),
        v('parrot-z', '1.0', {obsoletes: 'parrot-r'}),
      )
      if ('advise' in main) main.advise('parrot-a', '2.0')
      fetch()
      const result = did('system_update_plan')
      expect(result).toMatchObject({
        outcome: 'ok',
        output: {
          manager: manager.name,
          changes: [
            {
              name: 'parrot-a',
              arch: manager.arch,
              from: is('1.0'),
              to: is('2.0'),
              origin: 'test',
              security: 'advise' in main,
            },
            {name: 'parrot-new', from: null, to: is('1.0'), kind: 'new'},
          ],
          kept: [
            {name: 'parrot-h', from: is('1.0'), to: is('2.0'), because: 'held'},
            {name: 'parrot-k', from: is('1.0'), to: is('2.0'), because: 'needs'},
          ],
          reboot: {needed: false},
          listsAt: expect.stringMatching(/^20/),
        },
      })
      const {downloadBytes, plan: digest} = result.output as {downloadBytes: number; plan: string}
      // dnf takes packages of a folder from where they are.
      expect(downloadBytes > 100).toBe(manager.name === 'pacman')
      expect(digest).not.toBe(before)
      const {uid, gid} = secondUser()
      const theirs = join(home, 'theirs')
      sh(`chmod 755 ${home}; mkdir -m 700 ${theirs}; chown ${uid}:${gid} ${theirs}`)
      const [planned] = calls(machine, theirs, [{tool: 'system_update_plan'}], uid)
      expect(planned).toMatchObject({outcome: 'ok', output: {plan: digest}})

      expect(did('system_update_apply', {plan: digest})).toMatchObject({
        outcome: 'ok',
        problems: [],
        output: {result: 'updated', unsettled: [], wayBack: null},
      })
      const names = ['parrot-a', 'parrot-h', 'parrot-k', 'parrot-new', 'parrot-r']
      expect(names.map(versionOf)).toEqual(['2.0', '1.0', '1.0', '1.0', '1.0'])
      expect(did('system_update_status')).toMatchObject({
        outcome: 'ok',
        output: {pending: 0, unsettled: [], last: {result: 'updated'}},
      })
    })

    test('a set that changed is refused, by Parrot and by the manager itself; what an admin changed stays', async () => {
      const {main, fetch, did, plan, versionOf, sh, machine, home} = await made([
        v('parrot-b', '1.0'),
        v('parrot-c', '1.0', conf('one')),
      ])
      sh('echo mine > /etc/parrot-c.conf')
      main.publish(v('parrot-c', '1.5', conf('two')))
      fetch()
      const asked = {plan: plan().plan}
      main.publish(v('parrot-c', '2.0', conf('two')), v('parrot-b', '2.0'))
      expect(did('system_update_refresh')).toMatchObject({outcome: 'ok'})
      expect(did('system_update_apply', asked)).toMatchObject({
        outcome: 'failed',
        problems: [
          {
            code: 'update_set_changed',
            params: {
              gone: 'parrot-c 1.0-1 → 1.5-1',
              come: 'parrot-b 1.0-1 → 2.0-1, parrot-c 1.0-1 → 2.0-1',
            },
          },
        ],
      })
      const change = (name: string) => ({
        name,
        arch: manager.arch,
        from: is('1.0'),
        to: is('2.0'),
        origin: '',
        security: false,
      })
      const install = (...changes: object[]) =>
        JSON.parse(
          machine.run([
            '/run/node',
            '/run/checkout/test/host/packages/programs/install.ts',
            `${home}/${changes.length}-${Math.random()}.log`,
            JSON.stringify(changes),
          ]).stdout,
        ) as unknown
      const [b, c] = [change('parrot-b'), change('parrot-c')]
      for (const other of [
        [b],
        [b, c, change('parrot-d')],
        [b, {...c, to: is('3.0')}],
        [b, {...c, from: is('0.9')}],
      ])
        expect(install(...other)).toMatchObject({end: 'set'})
      expect([versionOf('parrot-b'), versionOf('parrot-c')]).toEqual(['1.0', '1.0'])
      expect(install(c, b)).toMatchObject({end: 'done', conffiles: ['/etc/parrot-c.conf']})
      expect([versionOf('parrot-b'), versionOf('parrot-c')]).toEqual(['2.0', '2.0'])
      expect(sh('cat /etc/parrot-c.conf')).toBe('mine')
      expect(install(c, b)).toMatchObject({end: 'set'})
    })

    test('a script that fails is named, and the exact way back leads there', async () => {
      const {main, fetch, did, plan, versionOf, sh} = await made([v('parrot-a', '1.0'), v('parrot-f', '1.0')])
      main.publish(
        v('parrot-f', '2.0', {postinst: 'echo the moon is wrong >&2; exit 7'}),
        v('parrot-a', '2.0'),
      )
      fetch()
      const result = did('system_update_apply', {plan: plan().plan})
      expect(result).toMatchObject({
        outcome: 'failed',
        output: {result: 'failed', wayBack: {done: false, missing: []}},
      })
      expect(codes(result)).toEqual(['update_failed', 'update_way_back'])
      expect(result.problems[0]?.params).toMatchObject({cause: expect.stringContaining('parrot-f')})
      const {log, wayBack} = result.output as {log: string; wayBack: {command: string}}
      expect(sh(`cat ${log}`)).toContain('the moon is wrong')
      expect(wayBack.command).toContain(manager.downgrade)
      sh(`${wayBack.command.replace(manager.downgrade, manager.back)} 2>&1`)
      expect([versionOf('parrot-f'), versionOf('parrot-a')]).toEqual(['1.0', '1.0'])
    })

    test('worse than before: it is taken back where that is wanted', async () => {
      const breaks = (version: string) =>
        v('parrot-s', version, {postinst: version === '1.0' ? ':' : 'systemctl start frail.service || true'})
      const {main, fetch, did, plan, versionOf} = await made([breaks('1.0')], {ROLLBACK: 'automatic'})
      main.publish(breaks('2.0'))
      fetch()
      const result = did('system_update_apply', {plan: plan().plan})
      expect(result).toMatchObject({output: {result: 'rolled_back', wayBack: {done: true}}})
      expect(codes(result)).toEqual(['update_worse', 'update_rolled_back'])
      expect(versionOf('parrot-s')).toBe('1.0')
    })

    test('another program that holds the lock is waited for, and named', async () => {
      const {main, machine, fetch, did, plan, versionOf, home, sh} = await made([v('parrot-a', '1.0')], {
        LOCK_SECONDS: 1,
      })
      main.publish(v('parrot-a', '2.0'))
      fetch()
      const asked = {plan: plan().plan}
      const hold = (seconds: string) => {
        const script = `${manager.holds}\nopen(sys.argv[1]+'/held','w')\ntime.sleep(float(sys.argv[2]))\nos.unlink(f)`
        machine.start(['python3', '-c', script, home, seconds])
        return until(() => existsSync(`${home}/held`))
      }
      sh('while pgrep -x pacman >/dev/null; do sleep 0.1; done')
      await hold('600')
      expect(did('system_update_apply', asked)).toMatchObject({
        outcome: 'failed',
        problems: [{code: 'update_locked', params: {program: 'python3', file: manager.lock}}],
      })
      expect(did('system_update_status')).toMatchObject({output: {holder: {program: 'python3'}}})
      sh('pkill -KILL -x python3')
      if (manager.name === 'pacman') {
        expect(codes(did('system_update_apply', asked))).toEqual(['update_lock_left'])
        sh(`rm ${manager.lock}`)
      }
      sh(`rm ${home}/held`)
      expect(versionOf('parrot-a')).toBe('1.0')
      await hold('0.5')
      expect(did('system_update_apply', asked)).toMatchObject({outcome: 'ok', output: {result: 'updated'}})
    })

    test('killed in the middle, Parrot leaves it to finish; a source that does not answer is no list', async () => {
      const {main, fetch, plan, versionOf, startCall, sh, did} = await made([v('parrot-a', '1.0')])
      main.publish(v('parrot-a', '2.0', {postinst: 'touch /began; sleep 2; echo much to say; touch /ended'}))
      fetch()
      const call = startCall({tool: 'system_update_apply', values: {plan: plan().plan}})
      await until(() => sh('ls /began 2>/dev/null || true') !== '')
      call.kill()
      await call.ended
      await until(() => sh(`pgrep -x ${manager.running} || true`) === '')
      expect(sh('ls /ended')).toBe('/ended')
      expect(versionOf('parrot-a')).toBe('2.0')
      expect(did('system_update_status')).toMatchObject({outcome: 'ok', output: {pending: 0, unsettled: []}})
      main.remove()
      expect(did('system_update_refresh')).toMatchObject({
        outcome: 'failed',
        problems: [{code: 'update_not_fetched', params: {manager: manager.name}}],
      })
    })
  })
