import {spawnSync} from 'node:child_process'
import {cpSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome} from './fixtures.ts'
import {bin, environment, parrot} from './program.ts'
import {openTerminal, text} from './terminal.ts'

const fixture = (name: string) => join(root, 'test/fixtures/plugins', name)

needs('bwrap', 'apt install bubblewrap')('the sandbox', () => {
  needs('strace', 'apt install strace')('parrot plugin trace', () => {
    test('says what it needs and why, and the very lines for the manifest', () => {
      const input = JSON.stringify({first: '/etc/shadow', second: '/plugin/manifest.json'})
      const {status, stdout} = parrot(emptyHome(), ['plugin', 'trace', fixture('asks_for_hosts'), '--accept'])
      expect(status).toBe(0)
      expect(stdout).toMatch(/^Add these to "permissions" in manifest\.json:\nPERMISSION +FOR +THAT WANTED\n/)
      expect(stdout).toContain(
        '\n[\n  "net:connect:api.example.com:443",\n  "net:connect:b.example.com:8080"\n]\n',
      )
      const args = ['plugin', 'trace', fixture('reads_one_after_another'), '--input', input, '--accept']
      const never = parrot(emptyHome(), args)
      expect(never.stdout).toMatch(/\nTRIED +BY +AND\n\/etc\/shadow +cat +Never given to a plugin\.\n/)
      expect(never.stdout).toContain('It ended with status 3')
      expect(never.stderr).toBe('cat: /etc/shadow: No such file or directory\n')
      const nothing = parrot(emptyHome(), ['plugin', 'trace', fixture('needs_nothing'), '--accept'])
      expect(nothing.stdout).toMatch(/^Nothing: needs_nothing needs no more than it declares \(1 run\)\.\n/)
    })

    test('as JSON', () => {
      const home = emptyHome()
      const args = ['plugin', 'trace', fixture('asks_for_hosts'), '--accept', '--json']
      expect(JSON.parse(parrot(home, args).stdout)).toMatchObject({
        tool: 'plugin_trace',
        outcome: 'ok',
        output: {
          permissions: ['net:connect:api.example.com:443', 'net:connect:b.example.com:8080'],
          never: [],
        },
      })
    })

    test('runs nothing that nobody agreed to', () => {
      const home = emptyHome()
      const dir = join(home, 'marks')
      cpSync(fixture('needs_nothing'), dir, {recursive: true})
      writeFileSync(join(dir, 'needs-nothing.sh'), '#!/bin/bash\necho I ran >&2\n')
      const {status, stdout, stderr} = parrot(home, ['plugin', 'trace', 'marks'])
      expect({status, stdout}).toEqual({status: 2, stdout: ''})
      expect(stderr).toContain('Error: Nothing was run.\n→ A trace runs the code of the plugin.')
      expect(stderr).not.toContain('I ran')
      expect(parrot(home, ['plugin', 'trace', 'marks', '--accept']).stderr).toContain('I ran')
    })

    test('asks at a terminal, in words, and runs what was shown', async () => {
      const home = emptyHome()
      cpSync(fixture('needs_nothing'), join(home, 'plugin'), {recursive: true})
      const no = openTerminal(home, ['plugin', 'trace', 'plugin'])
      expect(await no.see('Run it? [y/N] ')).toMatch(
        /To trace needs_nothing is to\n +run needs-nothing\.sh in its sandbox/,
      )
      no.press('n\r')
      expect((await no.ended).status).toBe(2)
      const yes = openTerminal(home, ['plugin', 'trace', 'plugin'])
      await yes.see('Run it? [y/N] ')
      yes.press('y\r')
      const {status, screen} = await yes.ended
      expect({status, screen: text(screen)}).toEqual({
        status: 0,
        screen: expect.stringContaining('needs_nothing needs no more than it declares'),
      })
      const changed = openTerminal(home, ['plugin', 'trace', 'plugin'])
      await changed.see('Run it? [y/N] ')
      writeFileSync(join(home, 'plugin/more'), '')
      changed.press('y\r')
      expect((await changed.ended).status).toBe(2)
    })

    test('without strace it says how to get it', () => {
      const home = emptyHome()
      const hiding = ['--dev-bind', '/', '/', '--ro-bind', '/dev/null', '/usr/bin/strace', '--']
      const trace = [process.execPath, bin, 'plugin', 'trace', fixture('needs_nothing'), '--accept']
      const run = (words: readonly string[]) =>
        spawnSync('bwrap', words, {env: environment(home), cwd: home, encoding: 'utf8'})
      expect(run(['--dev-bind', '/', '/', '--', ...trace])).toMatchObject({status: 0, stderr: ''})
      const {status, stdout, stderr} = run([...hiding, ...trace])
      expect({status, stdout}).toEqual({status: 70, stdout: ''})
      expect(stderr).toMatch(
        /^Error: There is no strace on this machine.*\n→ Install it: .*install strace\n$/,
      )
    })

    test('what it is called with must be an object, and what the plugin takes', () => {
      const trace = (...words: string[]) =>
        parrot(emptyHome(), ['plugin', 'trace', fixture('reads_one_after_another'), '--accept', ...words])
      expect(trace('--input', '[1]')).toMatchObject({status: 2, stderr: expect.stringContaining('--input')})
      expect(trace('--input', '{"first": 1}')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('--first'),
      })
      expect(trace('--input', '{')).toMatchObject({status: 2})
    })
  })
})
