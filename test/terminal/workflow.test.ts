import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {homeWith, leftIn, ran, tool, workflow} from '../host/workflow-home.ts'
import {needs} from '../needs.ts'
import {atDoor} from './at-door.ts'
import {parrot} from './program.ts'
import {keys, openTerminal, text} from './terminal.ts'

const half = `echo '{"progress": 0.45, "message": "copying"}' >&3; sleep 0.5`
const steps = [
  {call: 'first', name: 'the first one', input: {do: half}},
  {call: 'second', input: {do: 'sleep 60'}},
]

needs('bwrap', 'apt-get install bubblewrap')('a workflow at a terminal', () => {
  needs('script', 'apt-get install bsdutils')('that is a real one', () => {
    test('shows the list of its steps as they come; Ctrl-C stops the one that runs and calls no other', async () => {
      const home = await homeWith(
        tool('first'),
        tool('second'),
        tool('third'),
        workflow([...steps, {call: 'third'}]),
      )
      const terminal = openTerminal(home.home, ['nightly'], {NO_COLOR: '1'})
      const first = await terminal.see(/45 % copying/)
      expect(first).toMatch(/… 1\/3 the first one +\d\.\d s {2}45 % copying\n· 2\/3 second\n· 3\/3 third\n/)
      await terminal.see(/✓ 1\/3 the first one +\d\.\d s\n… 2\/3 second +[1-9]\.\d s\n· 3\/3 third/)
      terminal.press(keys.ctrlC)
      const {status, screen} = await terminal.ended
      expect(status).toBe(130)
      expect(text(screen)).toMatch(
        /✓ +1 {2}the first one {2}ok .*\n✗ +2 {2}second +cancelled .*\n- +3 {2}third/,
      )
      expect(ran(home, 'first', 'second', 'third')).toEqual([1, 1, 0])
      expect(leftIn(home)).toHaveLength(1)
    })
  })

  test('is plain lines where there is none, and one document with --json', async () => {
    const home = await homeWith(
      tool('first'),
      workflow([{call: 'first'}, {call: 'gone', continueOnError: true}]),
    )
    const {status, stdout, stderr} = parrot(home.home, ['nightly', '--json'])
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^warn: Step 2, gone.*\n✓ 1\/2 first +\d\.\d s\n! 2\/2 gone +\d\.\d s {2}unknown, which it may\n$/,
    )
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'ok',
      output: {
        resumed: false,
        steps: [
          {tool: 'first', outcome: 'ok', attempts: 1, ms: expect.any(Number)},
          {tool: 'gone', outcome: 'unknown', status: 'warning', attempts: 1},
        ],
      },
      problems: [{code: 'workflow_step_tolerated'}],
    })
  })

  test('one that failed says how to go on, as it is typed; one within another does not', async () => {
    const outer = {
      name: 'outer',
      permissions: ['outer:execute'],
      entrypoint: {workflow: [{call: 'nightly_all'}]},
    }
    const home = await homeWith(
      tool('first'),
      tool('second'),
      {
        name: 'nightly',
        commands: {
          all: {
            permissions: ['nightly:execute'],
            entrypoint: {
              workflow: [{call: 'first'}, {call: 'second', input: {do: '[ -e /data/mended ]'}}],
            },
          },
        },
      },
      outer,
    )
    expect(parrot(home.home, ['outer']).stderr.match(/^→ .*--resume$/gm)).toEqual([
      '→ Go on with it: parrot outer --resume',
    ])
    const failed = parrot(home.home, ['nightly', 'all'])
    expect(failed).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /Error: The run is kept, and goes on with step 2 of 2\.\n→ Go on with it: parrot nightly all --resume\n$/,
      ),
    })
    writeFileSync(join(home.home, 'data/plugin-data/second/mended'), '')
    const [, line = ''] = /→ Go on with it: parrot (.*)/.exec(failed.stderr) ?? []
    expect(parrot(home.home, line.split(' ')).status).toBe(0)
    expect(ran(home, 'first', 'second')).toEqual([2, 3])
    expect(parrot(home.home, ['outer', '--dry-run']).stderr).not.toContain('--resume')
  })

  test('has --resume in its help and takes it; nothing else does', async () => {
    const home = await homeWith(tool('first'), workflow([{call: 'first'}]))
    expect((await atDoor(home, ['nightly', '--help'])).out).toMatch(
      /--resume .*\n?.*--dry-run|--dry-run[\s\S]*--resume/,
    )
    expect((await atDoor(home, ['first', '--help'])).out).not.toContain('--resume')
    expect(await atDoor(home, ['nightly', '--resume'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('No run of nightly has stopped'),
    })
    expect(await atDoor(home, ['first', '--resume'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('There is no flag --resume'),
    })
    expect(ran(home, 'first')).toEqual([0])
  })
})
