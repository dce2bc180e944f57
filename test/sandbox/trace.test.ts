import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {setTimeout} from 'node:timers/promises'
import {afterAll, beforeAll, expect, test} from 'vitest'
import type {Findings} from '../../src/host/trace/findings.ts'
import type {Seen} from '../../src/host/trace/rounds.ts'
import {assemble, equal, finish, label, load} from '../../src/sandbox/bpf.ts'
import type {SandboxOptions} from '../../src/sandbox/options.ts'
import {refused} from '../../src/sandbox/syscalls.ts'
import {needs} from '../needs.ts'
import {jobOf, type Asked} from './jobs.ts'
import {carrying} from './machine.ts'
import {needsEngine} from './runs.ts'
import {copyForAll, secondUser} from './second-user.ts'

type Traced = {readonly seen: Seen; readonly findings: Findings}

const isRoot = process.getuid?.() === 0
const noNetwork = {connect: ['nowhere.invalid:1']}

needs('strace', 'apt install strace')('a trace', () => {
  for (const who of isRoot ? (['root', 'user'] as const) : (['user'] as const)) {
    needsEngine(`as ${who}`, () => {
      let copy: ReturnType<typeof copyForAll>
      let owner: {readonly uid: number; readonly gid: number}
      let folder = ''
      beforeAll(() => {
        copy = copyForAll()
        const own = {uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0}
        owner = who === 'user' && isRoot ? secondUser() : own
        folder = mkdtempSync('/tmp/parrot-trace-')
        mkdirSync(join(folder, 'many'))
        for (const name of ['a', 'b', 'many/1', 'many/2', 'many/3'])
          writeFileSync(join(folder, name), `content of ${name}\n`)
        for (const path of ['', 'a', 'b', 'many', 'many/1', 'many/2', 'many/3'])
          chownSync(join(folder, path), owner.uid, owner.gid)
        chmodSync(folder, 0o755)
      })
      afterAll(() => {
        copy.remove()
        rmSync(folder, {recursive: true, force: true, maxRetries: 10})
      })

      const start = (
        plugin: string,
        env: Record<string, string>,
        around: readonly string[] = [],
        asked: Asked = {},
        strace = '/usr/bin/strace',
      ) => {
        const job = jobOf(join(copy.folder, 'test/fixtures/plugins'), plugin, {
          ...asked,
          env,
          grants: noNetwork,
        })
        const options: SandboxOptions = {
          node: copy.node,
          uid: owner.uid,
          cache: join(folder, 'cache'),
          run: join(folder, 'run'),
          env: {LANG: 'C.UTF-8'},
          own: [],
        }
        const words = [...around, copy.node, join(copy.folder, 'test/sandbox/trace-driver.ts')]
        const driver = spawn(words[0] ?? '', words.slice(1), {
          ...owner,
          cwd: '/',
          env: {PATH: '/usr/bin:/bin'},
        })
        driver.stdin.end(JSON.stringify({options, job, strace}))
        return {driver, job}
      }
      const trace = async (...asked: Parameters<typeof start>) => {
        const {driver} = start(...asked)
        const [out, err] = await Promise.all([text(driver.stdout), text(driver.stderr)])
        if (out === '') throw new Error(err)
        return JSON.parse(out) as Traced
      }
      const paths = ({findings}: Traced) => [...new Set(findings.needs.map(({path}) => path))]

      test.each(['reads_one_after_another', 'reads_one_after_another_in_js'])(
        '%s: the second file is found once the first is there, at the usual level',
        async (plugin) => {
          const [first, second] = [join(folder, 'a'), join(folder, 'many/1')]
          const traced = await trace(plugin, {PARROT_INPUT_FIRST: first, PARROT_INPUT_SECOND: second})
          expect(traced.seen.exit).toMatchObject({level: 'enforced', because: 'exited', code: 0})
          expect(traced.seen.exit.stdout).toContain('content of a\n')
          expect(traced.seen.rounds).toBeGreaterThan(1)
          expect(paths(traced)).toEqual(expect.arrayContaining([first, second]))
          expect(traced.findings.kept).toEqual([])
        },
      )

      test('what the plugin can notice of its sandbox stays the same', async () => {
        const {seen} = await trace('says_who_it_is', {})
        expect(seen.exit.stdout).toMatch(/(Cap\w+:\t0{16}\n){5}NoNewPrivs:\t1\nSeccomp:\t2\n/)
        const calls = await trace('tries_system_calls', {})
        expect(calls.seen.exit.stdout).toContain('socket unix: E')
        expect(calls.seen.exit.stdout).toMatch(/ptrace.*EPERM/)
      })

      test('hosts are refused and named, and a way past the proxy is seen', async () => {
        const {seen, findings} = await trace('asks_for_hosts', {})
        expect(findings.hosts.map(({text}) => text)).toEqual([
          'net:connect:api.example.com:443',
          'net:connect:b.example.com:8080',
        ])
        expect(findings.direct).toEqual(['192.0.2.7:80'])
        expect(seen.rounds).toBe(1)
      })

      test('a program outside of /usr is found and then run', async () => {
        const program = join(folder, 'tool')
        copyFileSync('/bin/true', program)
        chmodSync(program, 0o755)
        chownSync(program, owner.uid, owner.gid)
        const {seen, findings} = await trace('runs_outside', {PARROT_INPUT_PROGRAM: program})
        expect(findings.needs).toContainEqual(expect.objectContaining({want: 'run', path: program}))
        expect(seen.exit.code).toBe(0)
      })

      test('writing is never given, and a file that is not there is nothing', async () => {
        const path = join(folder, 'new')
        const writing = await trace('writes_outside', {PARROT_INPUT_PATH: path})
        expect(writing.findings.needs).toEqual([
          expect.objectContaining({want: 'write', path: folder, asked: path, by: 'writes-outside.sh'}),
        ])
        expect(writing.seen).toMatchObject({rounds: 1, given: [], exit: {code: 1}})
        const missing = await trace('reads_file', {PARROT_INPUT_PATH: join(folder, 'not-there')})
        expect(missing.findings).toMatchObject({needs: [], kept: []})
      })

      test('what is never given is named', async () => {
        const {findings, seen} = await trace('reads_file', {PARROT_INPUT_PATH: '/etc/shadow'})
        expect(findings.needs).toEqual([])
        expect(findings.kept).toEqual([{reason: 'never', path: '/etc/shadow', access: 'read', by: 'cat'}])
        expect(seen.given).toEqual([])
      })

      test('one that needs nothing lacks nothing', async () => {
        const {findings, seen} = await trace('needs_nothing', {})
        expect(findings).toMatchObject({needs: [], kept: [], hosts: [], direct: []})
        expect(seen).toMatchObject({rounds: 1, exit: {code: 0, stdout: 'hello\n'}})
      })

      test('one that never ends is ended with all that belongs to it', async () => {
        const ended = await trace('forever', {}, [], {limits: {timeoutMs: 500}})
        expect(ended.seen.exit).toMatchObject({because: 'timed_out'})
      })

      test('nothing is left when the host is killed', async () => {
        const {driver, job} = start('forever', {PARROT_CALL_ID: `killed-${who}-${process.pid}`})
        const marker = `parrot:${job.call}`
        await once(driver.stderr, 'data')
        while (!carrying(marker).some((line) => line.includes('strace'))) await setTimeout(20)
        driver.kill('SIGKILL')
        while (carrying(marker).length > 0) await setTimeout(20)
        expect(carrying(job.env['PARROT_CALL_ID'] ?? '')).toEqual([])
      })

      test('nor when it is killed before strace has begun', async () => {
        const late = join(folder, 'late')
        writeFileSync(late, '#!/bin/sh\nsleep 3\nexec /usr/bin/strace "$@"\n', {mode: 0o755})
        const {driver, job} = start('forever', {}, [], {}, late)
        const marker = `parrot:${job.call}`
        await once(driver.stderr, 'data')
        driver.kill('SIGKILL')
        expect(carrying(marker)).not.toEqual([])
        while (carrying(marker).length > 0) await setTimeout(20)
      })

      test('where no program may be followed it says so', async () => {
        const around = ['/bin/bash', '-c', 'exec 9<"$0"; exec bwrap --dev-bind / / --seccomp 9 -- "$@"']
        const open = join(folder, 'open.bpf')
        const shut = join(folder, 'shut.bpf')
        writeFileSync(open, allowing())
        writeFileSync(shut, allowing(refused['ptrace']?.[process.arch === 'arm64' ? 1 : 0]))
        const env = {PARROT_INPUT_PATH: join(folder, 'a')}
        expect(paths(await trace('reads_file', env, [...around, open]))).toEqual([env.PARROT_INPUT_PATH])
        expect(await trace('reads_file', env, [...around, shut])).toMatchObject({
          problem: {
            code: 'trace_forbidden',
            params: {cause: expect.stringMatching(/ptrace.*not permitted/i)},
          },
        })
      })
    })
  }
})

/** A filter of system calls that lets everything through but the one with this number. */
function allowing(number?: number): Buffer {
  const [allow, refuse] = [0x7fff0000, 0x00050001]
  const no = number === undefined ? [] : [load(0), equal(number, 'no')]
  return assemble([...no, finish(allow), label('no'), finish(refuse)])
}
