import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import {pathsFor, type Surroundings} from '../../../src/config/paths.ts'
import {apt} from '../../../src/host/packages/apt/apt.ts'
import {exactSet, exactSetHook, otherSet} from '../../../src/host/packages/apt/exact-set.ts'
import {changesIn, keptIn} from '../../../src/host/packages/apt/simulated.ts'
import {planDigest} from '../../../src/host/packages/digest.ts'
import {runLasting} from '../../../src/host/packages/lasting.ts'
import type {Change} from '../../../src/host/packages/manager.ts'
import {recallPlan, rememberPlan} from '../../../src/host/packages/plans.ts'
import {setText} from '../../../src/host/packages/set-text.ts'
import {rebootAfter, rebootNow} from '../../../src/host/packages/reboot.ts'
import {waitForLock} from '../../../src/host/packages/wait-for-lock.ts'
import {runProgram} from '../../../src/host/system-program.ts'
import {newHome} from '../../home.ts'
import {needs} from '../../needs.ts'
import {ask, codes} from '../weather.ts'

const {signal} = new AbortController()
const a: Change = {name: 'a', arch: 'amd64', from: '1', to: '2', origin: '', security: false}
const b: Change = {name: 'b', arch: 'all', from: null, to: '1:2~x', origin: '', security: false}

/** One dry run by the owner of this home. */
async function dry(home: Surroundings, tool: string, values: Readonly<Record<string, unknown>>) {
  const parrot = await openParrot(home)
  const input = async () => ({values})
  const result = await parrot.call({
    tool,
    by: parrot.operator,
    door: 'terminal',
    input,
    dryRun: true,
    unsandboxed: false,
    signal,
    watch: {},
  })
  await parrot.close()
  return result
}

test('what apt would do is read line by line, and one that reads otherwise is not left out', () => {
  const text = `Reading state information...
The following packages have been kept back:
  linux-image-amd64 libc6:i386
  wine
The following upgrades have been deferred due to phasing:
  snapd
2 upgraded, 1 newly installed, 0 to remove and 4 not upgraded.
Inst zlib1g:i386 [1:1.2.13] (1:1.3 Debian:12.5/stable, Debian-Security:12/stable-security [i386]) [libc6:i386 ]
Inst base-files [12.4] (12.5 Debian:12.5/stable [amd64])
Inst fresh (1.0 localhost [all])
Conf base-files (12.5 Debian:12.5/stable [amd64])`
  expect(changesIn(text)).toEqual([
    {
      name: 'base-files',
      arch: 'amd64',
      from: '12.4',
      to: '12.5',
      origin: 'Debian:12.5/stable',
      security: false,
    },
    {name: 'fresh', arch: 'all', from: null, to: '1.0', origin: 'localhost', security: false},
    {
      name: 'zlib1g',
      arch: 'i386',
      from: '1:1.2.13',
      to: '1:1.3',
      origin: 'Debian:12.5/stable, Debian-Security:12/stable-security',
      security: true,
    },
  ])
  expect(keptIn(text)).toEqual({
    names: ['linux-image-amd64', 'libc6:i386', 'wine', 'snapd'],
    phased: ['snapd'],
  })
  expect(changesIn('Inst odd\n')).toEqual({odd: 'Inst odd'})
  expect(changesIn('Remv gone [1.0]\n')).toEqual({odd: 'Remv gone [1.0]'})
})

test('the hook lets exactly the set through that it was given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-set-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  const set = join(folder, 'set')
  writeFileSync(set, setText([a, b]))
  const command = exactSetHook[0].replace('--option=DPkg::Pre-Install-Pkgs::=', '')
  const hook = (...lines: string[]) => {
    const input = ['VERSION 3', 'APT::Architecture=amd64', '', ...lines, ''].join('\n')
    const {status, stdout} = spawnSync('sh', ['-c', command], {
      input,
      encoding: 'utf8',
      env: {PATH: '/usr/bin', PARROT_SET: set},
    })
    return {status, said: stdout.trim()}
  }
  const [one, other] = ['a 1 amd64 same < 2 amd64 same /a.deb', 'b - - none < 1:2~x all none /b.deb']
  const configure = 'a 1 amd64 same < 2 amd64 same **CONFIGURE**'
  expect(hook(other, one, configure)).toEqual({status: 0, said: exactSet})
  const refused = {status: 1, said: otherSet}
  for (const lines of [
    [one],
    [],
    [one, one, other],
    [one, other, 'c - - none < 1 all none /c.deb'],
    [one.replace('< 2', '< 3'), other],
    [one.replace('a 1', 'a 0'), other],
    [one.replaceAll('amd64', 'i386'), other],
    [one, other, 'd 1 all none > - - none **REMOVE**'],
  ])
    expect(hook(...lines)).toEqual(refused)
  writeFileSync(set, '')
  expect(hook(one)).toEqual(refused)
  rmSync(set)
  expect(hook(one)).toEqual(refused)
})

test('what a program says lasts in its file, and its lines come while it runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-lasting-'))
  onTestFinished(() => rmSync(folder, {recursive: true}))
  const logFile = join(folder, 'log')
  const lines: string[] = []
  const script = 'echo "$WHO"; printf "\\303"; sleep 0.3; printf "\\266\\n"; echo error >&2; echo no end'
  const options = {env: {WHO: 'me'}, logFile, log: (line: string) => void lines.push(line)}
  const all = ['me', 'ö', 'error', 'no end']
  expect(await runLasting(['sh', '-c', `${script}; exit 3`], options)).toEqual({status: 3, lines: all})
  expect(lines).toEqual(all)
  expect(readFileSync(logFile, 'utf8')).toBe('me\nö\nerror\nno end\n')
  await expect(runLasting(['true'], options)).rejects.toThrow('EEXIST')
  await expect(runLasting(['nothing-such'], {...options, logFile: `${logFile}2`})).rejects.toThrow('ENOENT')
})

test('a program of the system ends, is missing, or is left', async () => {
  const heard: string[] = []
  const options = {signal, env: {A: 'b'}, heard: (line: string) => void heard.push(line)}
  expect(await runProgram('sh', ['-c', 'echo $A; echo e >&2; exit 4'], options)).toEqual({
    ok: false,
    code: 4,
    stdout: 'b',
    stderr: 'e',
  })
  expect(heard.toSorted()).toEqual(['b', 'e'])
  expect(await runProgram('nothing-such', [], {signal})).toMatchObject({
    ok: false,
    stderr: expect.stringContaining('ENOENT'),
  })
  expect(await runProgram('sleep', ['60'], {signal: AbortSignal.timeout(50)})).toMatchObject({
    ok: false,
    code: undefined,
  })
  expect(await runProgram('env', [], {signal})).toMatchObject({stdout: expect.not.stringContaining('HOME=')})
})

test('a plan is remembered by its digest; one that was changed on disk is not believed', async () => {
  const paths = pathsFor(newHome())
  const plan = planDigest('apt', [a, b])
  expect(recallPlan(paths, 'apt', plan)).toBeUndefined()
  await rememberPlan(paths, plan, [a, b])
  expect(recallPlan(paths, 'apt', plan)).toEqual([a, b])
  const folder = join(paths.state, 'system_update/plans')
  writeFileSync(join(folder, `${plan}.json`), JSON.stringify([a]))
  expect(recallPlan(paths, 'apt', plan)).toBeUndefined()
  writeFileSync(join(folder, `${plan}.json`), 'null')
  expect(recallPlan(paths, 'apt', plan)).toBeUndefined()
  for (let at = 0; at < 55; at++) {
    const file = join(folder, `old${at}.json`)
    writeFileSync(file, '[]')
    utimesSync(file, at, at)
  }
  await rememberPlan(paths, plan, [a, b])
  expect(readdirSync(folder).filter((file) => file.endsWith('.json'))).toHaveLength(50)
  expect(existsSync(join(folder, 'old0.json'))).toBe(false)
  expect(recallPlan(paths, 'apt', plan)).toEqual([a, b])
})

test('what asks for a restart', async () => {
  const named = (name: string) => rebootAfter(apt, [{...a, name}]).needed
  expect(
    ['linux-image-6.1.0-1-amd64', 'libc6', 'systemd', 'intel-microcode', 'raspberrypi-kernel'].map(named),
  ).toEqual(Array(5).fill(true))
  expect(['linux-libc-dev', 'libc6-dev', 'bash', 'systemd-sysv'].map(named)).toEqual(Array(4).fill(false))
  expect(await rebootNow(apt)).toMatchObject({needed: expect.any(Boolean)})
})

needs('apt-get', 'this is no Debian')('apt on this machine, looked at', () => {
  test('every package of dpkg, and where it was left', async () => {
    const all = await apt.installed(signal)
    const lines = execFileSync('dpkg-query', ['-W', '-f', '${Package}\n'], {encoding: 'utf8'})
      .trim()
      .split('\n')
    expect(all.map(({name}) => name)).toEqual(lines)
    expect(all.find(({name}) => name === 'dpkg')).toMatchObject({state: 'installed', settled: true})
  })

  test('where a version before is to be had', async () => {
    const [policy = ''] = execFileSync('apt-cache', ['madison', 'dpkg'], {encoding: 'utf8'}).split('\n')
    const version = policy.split('|')[1]?.trim() ?? '0'
    const change = (name: string, from: string | null) => ({...a, name, from})
    expect(await apt.older([], signal)).toEqual([])
    const older = await apt.older(
      [change('dpkg', '0-never'), change('new', null), change('dpkg', version)],
      signal,
    )
    expect(older.map(({word}) => word)).toEqual([null, expect.stringContaining('dpkg')])
    const words = older.flatMap(({word}) => word ?? [])
    const [install] = await apt.wayBack(older, signal)
    expect(install).toEqual(['apt-get', 'install', '--allow-downgrades', '--', ...words])
    expect(await apt.wayBack([], signal)).toEqual([])
  })

  // Each look is a second of computing to apt, where nobody else computes.
  const patient = 300_000

  test(
    'plan, status, and which set is meant; nothing of it needs root or a lock',
    {timeout: patient},
    async () => {
      const home = newHome()
      const plan = await ask(home, 'system_update_plan')
      expect(plan).toMatchObject({
        outcome: 'ok',
        output: {manager: 'apt', plan: expect.stringMatching(/^sha256-/)},
      })
      const {plan: digest} = plan.output as {plan: string}
      expect(await dry(home, 'system_update_apply', {plan: digest})).toMatchObject({
        outcome: 'ok',
        output: {plan: digest},
      })
      expect(await ask(home, 'system_update_status')).toMatchObject({output: {manager: 'apt', last: null}})
      expect(codes(await ask(home, 'system_update_apply', {}))).toEqual(['update_which'])
    },
  )

  test('a digest that nobody planned, and a dry run of fetching', {timeout: patient}, async () => {
    const home = newHome()
    const other = {plan: `sha256-${'0'.repeat(64)}`}
    expect(await dry(home, 'system_update_apply', other)).toMatchObject({
      outcome: 'failed',
      problems: [{code: 'update_plan_unknown'}],
      output: {result: 'nothing'},
    })
    expect(await dry(home, 'system_update_refresh', {})).toMatchObject({
      outcome: 'ok',
      output: {manager: 'apt'},
    })
    expect(await waitForLock(apt, 0, {signal, log: () => {}})).toBeUndefined()
  })
})
