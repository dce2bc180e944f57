import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Principal} from '../../../src/rbac/decision.ts'
import {next} from '../../../src/text/problem.ts'
import {put} from '../../home.ts'
import {secondUser} from '../../sandbox/second-user.ts'
import {codes} from '../weather.ts'
import {calls, needsMachine, until} from '../machine.ts'
import {debian} from './debian.ts'
import type {Package} from './repository.ts'

const v = (name: string, version: string, more: Partial<Package> = {}): Package => ({name, version, ...more})
const cron: Principal = {name: 'clock', roles: ['cron'], evidence: 'entry 1'}
const agent: Principal = {name: 'claude', roles: ['agent'], evidence: 'key 1'}

/** A program that holds dpkg's lock, says so in a file, and goes after so many seconds. */
const holds = `import fcntl,sys,time
f=open('/var/lib/dpkg/lock-frontend','w')
fcntl.lockf(f,fcntl.LOCK_EX)
open(sys.argv[1]+'/held','w')
time.sleep(float(sys.argv[2]))`

needsMachine('dpkg-scanpackages')('an update by apt', {timeout: 300_000}, () => {
  test('the plan says what would be done, and one digest names just that', async () => {
    const {main, security, sh, fetch, did, plan, versionOf} = await debian([
      v('parrot-a', '1.0'),
      v('parrot-b', '1:1.0~rc1'),
      v('parrot-h', '1.0'),
      v('parrot-k', '1.0'),
    ])
    expect(did('system_update_plan')).toMatchObject({
      outcome: 'ok',
      output: {changes: [], kept: [], downloadBytes: 0},
    })
    const before = plan().plan
    sh('apt-mark hold parrot-h')
    main.publish(
      v('parrot-a', '2.0', {depends: 'parrot-new'}),
      v('parrot-new', '1.0'),
      v('parrot-h', '2.0'),
      v('parrot-k', '2.0', {depends: 'parrot-nowhere'}),
    )
    security.publish(v('parrot-b', '1:1.0'))
    fetch()
    const result = did('system_update_plan')
    expect(result).toMatchObject({
      outcome: 'ok',
      output: {
        manager: 'apt',
        changes: [
          {name: 'parrot-a', arch: 'all', from: '1.0', to: '2.0', security: false},
          {
            name: 'parrot-b',
            from: '1:1.0~rc1',
            to: '1:1.0',
            security: true,
            origin: expect.stringContaining('Test-Security'),
          },
          {name: 'parrot-new', from: null, to: '1.0', kind: 'new'},
        ],
        kept: [
          {name: 'parrot-h', from: '1.0', to: '2.0', because: 'held'},
          {name: 'parrot-k', from: '1.0', to: '2.0', because: 'needs'},
        ],
        reboot: {needed: false},
      },
    })
    expect((result.output as {downloadBytes: number}).downloadBytes).toBeGreaterThan(500)
    expect(plan().plan).toBe((result.output as {plan: string}).plan)
    expect(plan().plan).not.toBe(before)
    expect(versionOf('parrot-a')).toBe('1.0 installed')
    expect(did('system_update_status')).toMatchObject({
      outcome: 'ok',
      output: {pending: 3, security: 1, last: null, unsettled: []},
    })
  })

  test('what was planned is done; what an admin changed or held stays', async () => {
    const conf = (text: string) => ({conffiles: {'etc/parrot-c.conf': text, 'etc/parrot-c2.conf': text}})
    const {main, sh, fetch, did, plan, versionOf} = await debian([
      v('parrot-c', '1.0', conf('one\n')),
      v('parrot-h', '1.0'),
    ])
    sh('echo mine > /etc/parrot-c.conf; apt-mark hold parrot-h; apt-mark auto parrot-c')
    main.publish(v('parrot-c', '2.0', conf('two\n')), v('parrot-h', '2.0'))
    fetch()
    const asked = {plan: plan().plan}
    expect(did('system_update_apply', asked, {dryRun: true})).toMatchObject({
      outcome: 'ok',
      output: {result: 'nothing', changes: [{name: 'parrot-c'}]},
    })
    expect(versionOf('parrot-c')).toBe('1.0 installed')
    const result = did('system_update_apply', asked)
    expect(result).toMatchObject({
      outcome: 'ok',
      problems: [],
      output: {
        result: 'updated',
        conffiles: ['/etc/parrot-c.conf'],
        unsettled: [],
        worse: [],
        wayBack: null,
      },
    })
    expect([versionOf('parrot-c'), versionOf('parrot-h')]).toEqual(['2.0 installed', '1.0 installed'])
    expect(sh('cat /etc/parrot-c.conf /etc/parrot-c2.conf')).toBe('mine\ntwo')
    expect(sh('apt-mark showauto parrot-c')).toBe('parrot-c')
    expect(did('system_update_status')).toMatchObject({
      output: {pending: 0, last: {call: result.call, result: 'updated', ...asked}},
    })
    const nothing = plan().plan
    expect(did('system_update_apply', {plan: nothing})).toMatchObject({
      outcome: 'ok',
      output: {result: 'nothing'},
    })
    const {output} = did('events_list', {types: ['SYSTEM_UPDATE_COMPLETED']})
    expect(JSON.stringify(output)).toContain('parrot-c 1.0 → 2.0')
  })

  test('a set that changed since the plan is refused, with what changed', async () => {
    const {main, fetch, did, plan, versionOf} = await debian([v('parrot-a', '1.0'), v('parrot-b', '1.0')])
    main.publish(v('parrot-a', '2.0'))
    fetch()
    const asked = {plan: plan().plan}
    main.publish(v('parrot-a', '3.0'), v('parrot-b', '2.0'))
    expect(did('system_update_refresh')).toMatchObject({outcome: 'ok'})
    for (const dryRun of [true, false]) {
      expect(did('system_update_apply', asked, {dryRun})).toMatchObject({
        outcome: 'failed',
        problems: [
          {
            code: 'update_set_changed',
            params: {gone: 'parrot-a 1.0 → 2.0', come: 'parrot-a 1.0 → 3.0, parrot-b 1.0 → 2.0'},
          },
        ],
      })
    }
    expect(codes(did('system_update_apply', {plan: `sha256-${'0'.repeat(64)}`}))).toEqual([
      'update_plan_unknown',
    ])
    expect(did('system_update_apply')).toMatchObject({
      outcome: 'invalid_input',
      problems: [{code: 'update_which'}],
    })
    expect(did('system_update_apply', {...asked, current: true})).toMatchObject({outcome: 'invalid_input'})
    expect([versionOf('parrot-a'), versionOf('parrot-b')]).toEqual(['1.0 installed', '1.0 installed'])
  })

  test('apt itself refuses another set than the one that was looked at, before it begins', async () => {
    const {main, fetch, machine, versionOf, home} = await debian([v('parrot-a', '1.0'), v('parrot-b', '1.0')])
    main.publish(v('parrot-a', '2.0'), v('parrot-b', '2.0'))
    fetch()
    const change = (name: string) => ({
      name,
      arch: 'all',
      from: '1.0',
      to: '2.0',
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
    expect(install(change('parrot-a'))).toMatchObject({end: 'set'})
    expect(install(change('parrot-a'), change('parrot-b'), change('parrot-c'))).toMatchObject({end: 'set'})
    expect(install(change('parrot-a'), {...change('parrot-b'), to: '3.0'})).toMatchObject({end: 'set'})
    expect([versionOf('parrot-a'), versionOf('parrot-b')]).toEqual(['1.0 installed', '1.0 installed'])
    expect(install(change('parrot-b'), change('parrot-a'))).toMatchObject({end: 'done'})
    expect([versionOf('parrot-a'), versionOf('parrot-b')]).toEqual(['2.0 installed', '2.0 installed'])
    // Another was first: apt then does nothing, and is content.
    expect(install(change('parrot-b'), change('parrot-a'))).toMatchObject({end: 'set'})
  })

  test('a package whose script fails: failed, what is half way, and the command that takes it back', async () => {
    const {main, sh, fetch, did, plan, versionOf} = await debian([v('parrot-f', '1.0'), v('parrot-a', '1.0')])
    main.publish(v('parrot-f', '2.0', {postinst: 'echo the moon is wrong >&2; exit 7'}), v('parrot-a', '2.0'))
    fetch()
    const result = did('system_update_apply', {plan: plan().plan})
    expect(result).toMatchObject({
      outcome: 'failed',
      output: {
        result: 'failed',
        unsettled: [{name: 'parrot-f', version: '2.0', state: 'half-configured'}],
        wayBack: {done: false, missing: []},
      },
    })
    expect(codes(result)).toEqual(['update_failed', 'update_way_back'])
    expect(result.problems[0]?.params).toMatchObject({cause: expect.stringContaining('parrot-f')})
    expect(sh(`cat ${(result.output as {log: string}).log}`)).toContain('the moon is wrong')
    expect(did('system_update_status')).toMatchObject({
      outcome: 'findings',
      output: {unsettled: [{name: 'parrot-f'}]},
    })
    const {command} = (result.output as {wayBack: {command: string}}).wayBack
    sh(`${command.replace('install', 'install -y')} 2>&1`)
    expect([versionOf('parrot-f'), versionOf('parrot-a')]).toEqual(['1.0 installed', '1.0 installed'])
  })

  const breaks = (version: string) =>
    v('parrot-s', version, {postinst: version === '1.0' ? ':' : 'systemctl start frail.service || true'})

  test('worse than before: it fails and says so, and takes it back where that is wanted', async () => {
    const {main, sh, fetch, did, plan, versionOf} = await debian([breaks('1.0')], {ROLLBACK: 'automatic'})
    main.publish(breaks('2.0'))
    fetch()
    sh('apt-mark auto parrot-s')
    const result = did('system_update_apply', {plan: plan().plan})
    expect(sh('apt-mark showauto parrot-s')).toBe('parrot-s')
    expect(result).toMatchObject({
      outcome: 'failed',
      output: {
        result: 'rolled_back',
        worse: [{id: expect.stringContaining('units')}],
        wayBack: {done: true},
      },
    })
    expect(codes(result)).toEqual(['update_worse', 'update_rolled_back'])
    expect(versionOf('parrot-s')).toBe('1.0 installed')
    // What was bad already is not the update's doing.
    expect(sh('systemctl is-failed frail.service')).toBe('failed')
    expect(did('system_update_apply', {plan: plan().plan})).toMatchObject({
      outcome: 'ok',
      output: {result: 'updated', worse: []},
    })
  })

  test('the way back is the archive that is left where no source has it any more, and said where there is none', async () => {
    const {main, sh, fetch, did, plan, versionOf} = await debian([breaks('1.0')], {ROLLBACK: 'automatic'})
    main.publish(breaks('2.0'))
    main.withdraw('parrot-s', '1.0')
    fetch()
    const archive = '/var/cache/apt/archives/parrot-s_1.0_all.deb'
    sh(`mv ${archive} /root/kept.deb`)
    const lost = did('system_update_apply', {plan: plan().plan})
    expect(lost).toMatchObject({
      outcome: 'failed',
      output: {result: 'worse', wayBack: {command: null, done: false, missing: ['parrot-s 1.0 → 2.0']}},
    })
    expect(codes(lost)).toEqual(['update_worse', 'update_way_back_missing'])

    sh(
      `mv /root/kept.deb ${archive}; apt-get install -yqq --allow-downgrades ${archive} 2>&1; systemctl reset-failed`,
    )
    const back = did('system_update_apply', {plan: plan().plan})
    expect(back).toMatchObject({
      output: {result: 'rolled_back', wayBack: {command: expect.stringContaining(archive), done: true}},
    })
    expect(versionOf('parrot-s')).toBe('1.0 installed')
  })

  test('another program that holds the lock is waited for, and named', async () => {
    const {main, machine, fetch, did, plan, versionOf, home} = await debian([v('parrot-a', '1.0')], {
      LOCK_SECONDS: 1,
    })
    main.publish(v('parrot-a', '2.0'))
    fetch()
    const asked = {plan: plan().plan}
    machine.start(['python3', '-c', holds, home, '600'])
    await until(() => existsSync(`${home}/held`))
    expect(did('system_update_apply', asked)).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_locked', params: {program: 'python3', file: '/var/lib/dpkg/lock-frontend'}}],
    })
    expect(did('system_update_status')).toMatchObject({output: {holder: {program: 'python3'}}})
    expect(versionOf('parrot-a')).toBe('1.0 installed')
    machine.run(['pkill', 'python3'])
    machine.run(['rm', `${home}/held`])
    machine.start(['python3', '-c', holds, home, '0.5'])
    await until(() => existsSync(`${home}/held`))
    expect(did('system_update_apply', asked)).toMatchObject({outcome: 'ok', output: {result: 'updated'}})
  })

  test('of two at once one updates, and the other finds that nothing is left of what it was asked for', async () => {
    const {main, fetch, plan, versionOf, startCall} = await debian([v('parrot-a', '1.0')])
    main.publish(v('parrot-a', '2.0', {postinst: 'echo ran >> /ran; sleep 1'}))
    fetch()
    const asked = {tool: 'system_update_apply', values: {plan: plan().plan}}
    const ends = await Promise.all([startCall(asked).ended, startCall(asked).ended])
    const all = ends.map((one) => `${one?.outcome} ${one && codes(one).join()}`).toSorted()
    expect(all).toEqual(['failed update_set_changed', 'ok '])
    expect(versionOf('parrot-a')).toBe('2.0 installed')
  })

  test('killed in the middle, Parrot leaves apt to finish', async () => {
    const {main, fetch, plan, versionOf, startCall, sh, did} = await debian([v('parrot-a', '1.0')])
    main.publish(
      v('parrot-a', '2.0', {postinst: 'echo began; touch /began; sleep 2; echo much to say; touch /ended'}),
    )
    fetch()
    const call = startCall({tool: 'system_update_apply', values: {plan: plan().plan}})
    await until(() => sh('ls /began 2>/dev/null || true') !== '')
    call.kill()
    await call.ended
    await until(() => sh('pgrep -x apt-get || true') === '')
    expect(sh('ls /ended')).toBe('/ended')
    expect(versionOf('parrot-a')).toBe('2.0 installed')
    expect(did('system_update_status')).toMatchObject({outcome: 'ok', output: {pending: 0, unsettled: []}})
  })

  test('the clock may look and update; an agent may look and has to ask; nobody else', async () => {
    const {main, did, versionOf} = await debian([v('parrot-a', '1.0')])
    main.publish(v('parrot-a', '2.0'))
    expect(did('system_update_plan', {}, {by: cron, door: 'clock'})).toMatchObject({outcome: 'ok'})
    expect(did('system_update_status', {}, {by: cron, door: 'clock'})).toMatchObject({outcome: 'ok'})
    expect(did('system_update_apply', {current: true}, {by: agent, door: 'mcp'})).toMatchObject({
      outcome: 'needs_approval',
    })
    expect(did('system_update_plan', {}, {by: agent, door: 'mcp'})).toMatchObject({outcome: 'ok'})
    const viewer: Principal = {name: 'vera', roles: ['viewer'], evidence: 'uid 7'}
    expect(did('system_update_apply', {current: true}, {by: viewer})).toMatchObject({outcome: 'unknown'})
    expect(versionOf('parrot-a')).toBe('1.0 installed')
    // With system_update:execute comes the health check of this very call, and no other.
    expect(did('health_check', {}, {by: cron, door: 'clock'})).toMatchObject({outcome: 'unknown'})
    expect(did('system_update_apply', {current: true}, {by: cron, door: 'clock'})).toMatchObject({
      outcome: 'ok',
      output: {result: 'updated'},
    })
  })

  test('who leaves before packages are changed has changed nothing; after that it is carried through', async () => {
    const {main, machine, fetch, did, plan, versionOf, home} = await debian([v('parrot-a', '1.0')])
    main.publish(v('parrot-a', '2.0', {postinst: 'sleep 1'}))
    fetch()
    const asked = {plan: plan().plan}
    machine.start(['python3', '-c', holds, home, '600'])
    await until(() => existsSync(`${home}/held`))
    const left = did('system_update_apply', asked, {leavesAt: 'Waiting for python3'})
    expect(left).toMatchObject({outcome: 'cancelled'})
    machine.run(['pkill', 'python3'])
    expect(versionOf('parrot-a')).toBe('1.0 installed')
    const late = did('system_update_apply', asked, {leavesAt: 'Setting up parrot-a'})
    expect(late).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_unchecked', params: {outcome: 'cancelled'}}],
      output: {result: 'unchecked', wayBack: null, unsettled: []},
    })
    expect(versionOf('parrot-a')).toBe('2.0 installed')
  })

  test('another user may look, and is given the line for root; whoever cannot ask for health does nothing', async () => {
    const {main, machine, fetch, did, plan, versionOf, sh, home} = await debian([v('parrot-a', '1.0')])
    main.publish(v('parrot-a', '2.0'))
    fetch()
    const {uid, gid} = secondUser()
    const theirs = join(home, 'theirs')
    sh(`chmod 755 ${home}; mkdir -m 700 ${theirs}; chown ${uid}:${gid} ${theirs}`)
    const digest = plan().plan
    const [planned, would, root, refresh] = calls(
      machine,
      theirs,
      [
        {tool: 'system_update_plan'},
        {tool: 'system_update_apply', values: {plan: digest}, dryRun: true},
        {tool: 'system_update_apply', values: {plan: digest}},
        {tool: 'system_update_refresh'},
      ],
      uid,
    )
    expect(planned).toMatchObject({outcome: 'ok', output: {plan: digest}})
    expect(would).toMatchObject({outcome: 'ok', output: {result: 'nothing'}})
    expect(root).toMatchObject({outcome: 'failed', problems: [{code: 'update_needs_root'}]})
    expect(root?.problems[0] && next(root.problems[0])).toBe(
      `sudo -H parrot system_update apply --plan ${digest}`,
    )
    expect(refresh).toMatchObject({outcome: 'failed', problems: [{code: 'update_needs_root'}]})

    put(join(home, 'config/rbac_roles.json'), {
      roles: {blind: {permissions: ['system_update:execute', '!health:check']}},
    })
    const blind: Principal = {name: 'blind', roles: ['blind'], evidence: 'uid 7'}
    expect(did('system_update_apply', {plan: digest}, {by: blind})).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_no_health'}],
    })
    expect(versionOf('parrot-a')).toBe('1.0 installed')
    put(join(home, 'config/config.json'), {plugins: {system_update: {HEALTH: 'off'}}})
    expect(did('system_update_apply', {plan: digest}, {by: blind})).toMatchObject({
      outcome: 'ok',
      output: {result: 'updated'},
    })
  })

  test('what was left half way before is told with the plan, and a source that does not answer is no list', async () => {
    const {main, fetch, did, plan, sh} = await debian([v('parrot-a', '1.0')])
    main.publish(v('parrot-a', '2.0', {postinst: '[ -e /fine ]'}))
    fetch()
    expect(did('system_update_apply', {plan: plan().plan})).toMatchObject({output: {result: 'failed'}})
    expect(did('system_update_plan')).toMatchObject({
      outcome: 'ok',
      problems: [{code: 'update_unsettled'}],
      output: {changes: []},
    })
    sh('touch /fine; dpkg --configure -a')
    expect(did('system_update_plan')).toMatchObject({outcome: 'ok', problems: []})
    sh('echo "deb [trusted=yes] copy:/nowhere ./" >> /etc/apt/sources.list')
    expect(did('system_update_refresh', {}, {dryRun: true})).toMatchObject({outcome: 'ok'})
    expect(did('system_update_refresh')).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_not_fetched', params: {cause: expect.stringContaining('/nowhere')}}],
    })
    expect(did('system_update_apply', {current: true})).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_not_fetched'}],
    })
    sh('echo nonsense > /etc/apt/sources.list')
    expect(did('system_update_plan')).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_no_plan'}],
    })
    expect(did('system_update_status')).toMatchObject({
      outcome: 'findings',
      problems: [{code: 'update_no_plan'}],
    })
  })

  test('a kernel that is new since the machine started asks for a restart', async () => {
    const {main, fetch, did, plan} = await debian([v('parrot-a', '1.0')])
    main.publish(v('linux-image-test', '1.0'), v('parrot-a', '2.0', {depends: 'linux-image-test'}))
    fetch()
    const reboot = {needed: true, because: ['linux-image-test']}
    expect(did('system_update_plan')).toMatchObject({output: {reboot}})
    expect(did('system_update_apply', {plan: plan().plan})).toMatchObject({outcome: 'ok', output: {reboot}})
    expect(did('system_update_status')).toMatchObject({outcome: 'ok', output: {reboot}})
  })
})
