import {execFileSync, spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {leftCopies} from '../../src/terminal/edit-copy.ts'
import {newHome} from '../home.ts'
import {bin, environment, parrot} from './program.ts'
import {openTerminal} from './terminal.ts'

/** A program that gets the file as its last argument, found as `name` before any other. */
function programCalled(name: string, home: string, script: string): Readonly<Record<string, string>> {
  const folder = join(home, 'programs')
  mkdirSync(folder)
  writeFileSync(join(folder, name), `#!/bin/sh\nfor file; do :; done\n${script}\n`, {mode: 0o700})
  return {PATH: `${folder}:/usr/bin:/bin`, TMPDIR: home}
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

type Finished = {readonly call: string; readonly tool: string; readonly outcome: string}

function finishedIn(home: string): readonly Finished[] {
  const {stdout} = parrot(home, ['events', 'list', '--type', 'CALL_FINISHED', '--json'])
  const lines = stdout.trim().split('\n').filter(Boolean)
  const all = lines.map((line) => (JSON.parse(line) as {readonly payload: Finished}).payload)
  return all.filter(({tool}) => tool === 'config_edit')
}

const outcomesIn = (home: string) => finishedIn(home).map(({outcome}) => outcome)

const copiesIn = (home: string) => readdirSync(home).filter((name) => name.startsWith('parrot-edit-'))

test('a copy that nobody may look at is nobody’s to tell of, and ends no edit', () => {
  const here = newHome().home
  // A name is longer than a path may be: root, too, may read the folder, and look at nothing in it.
  const deep = join(here, ...Array.from({length: 16}, () => 'x'.repeat(240)))
  mkdirSync(deep, {recursive: true})
  const name = `parrot-edit-1.1.${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}.1.${'x'.repeat(180)}`
  execFileSync('mkdir', [name], {cwd: deep})
  vi.stubEnv('TMPDIR', deep)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    execFileSync('rmdir', [name], {cwd: deep})
  })
  expect(readdirSync(deep)).toEqual([name])
  expect(leftCopies()).toEqual([])
})

test('vi is started where somebody is there, and nowhere else', async () => {
  const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 64\n'})
  const env = programCalled('vi', home, `touch ${home}/started; echo 'limits: {pids: 65}' >"$file"`)
  for (const unset of [{}, {VISUAL: '', EDITOR: ''}]) {
    const {status, stdout, stderr} = parrot(home, ['config', 'edit'], {...env, ...unset})
    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toMatch(/vi needs a terminal.*\n→ .*parrot config set KEY VALUE\./)
  }
  const german = parrot(home, ['--lang', 'de', 'config', 'edit'], env).stderr
  expect(german).toMatch(/vi braucht ein Terminal.*\n→ .*parrot config set KEY VALUE\./)
  expect(existsSync(join(home, 'started'))).toBe(false)
  expect(copiesIn(home)).toEqual([])

  expect(await openTerminal(home, ['config', 'edit'], env).ended).toMatchObject({
    status: 0,
    screen: expect.stringContaining('is as you wrote it'),
  })
  expect(parrot(home, ['config', 'edit'], {...env, EDITOR: 'vi'}).stdout).toContain('is as it was')
})

describe('killed amid an edit', () => {
  const edited = async (home: string, script: string) => {
    const env = programCalled(
      'slow',
      home,
      `exec >/dev/null 2>&1; echo $$ >${home}/pid.part; mv ${home}/pid.part ${home}/pid; ${script}`,
    )
    const child = spawn(process.execPath, [bin, 'config', 'edit'], {
      env: environment(home, {...env, EDITOR: 'slow'}),
      cwd: home,
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await vi.waitFor(() => expect(existsSync(join(home, 'ready'))).toBe(true), {timeout: 20_000})
    const editor = Number(readFileSync(join(home, 'pid'), 'utf8'))
    onTestFinished(() => {
      if (isThere(editor)) process.kill(editor, 'SIGKILL')
    })
    return {child, editor}
  }
  const killed = async (child: ChildProcess, signal: NodeJS.Signals) => {
    let said = ''
    child.stderr?.on('data', (chunk) => (said += String(chunk)))
    child.kill(signal)
    const [status] = await once(child, 'close')
    return {status, said}
  }
  const home = () => newHome({'config/config.yaml': 'limits:\n  pids: 64\n'}).home

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s ends the editor and leaves no copy', async (signal) => {
    const here = home()
    const {child, editor} = await edited(here, `touch ${here}/ready; exec sleep 600`)
    expect(copiesIn(here)).toHaveLength(1)
    expect(await killed(child, signal)).toEqual({
      status: 130,
      said: 'Error: config_edit was stopped at your word.\n',
    })
    expect(isThere(editor)).toBe(false)
    expect(copiesIn(here)).toEqual([])
    expect(outcomesIn(here)).toEqual(['needs_input', 'cancelled'])
  })

  test('with no chance to say so, is on record as what asked for a text, and its copy is told of until it is gone', async () => {
    const here = home()
    const {child} = await edited(here, `echo '# mine' >>"$file"; touch ${here}/ready; exec sleep 600`)
    await killed(child, 'SIGKILL')
    const [copy = '', ...more] = copiesIn(here)
    expect(more).toEqual([])
    const folder = join(here, copy)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'config.yaml')).mode & 0o777).toBe(0o600)
    // Nobody is told of what somebody else put there, and a link is followed nowhere.
    const [theirs, link] = [copy.replace(/.{6}$/, 'theirs'), copy.replace(/.{6}$/, 'alink_')]
    symlinkSync(folder, join(here, link))
    if (process.getuid?.() === 0) {
      mkdirSync(join(here, theirs))
      chownSync(join(here, theirs), 54_321, 54_321)
    }
    const env = {EDITOR: 'true', TMPDIR: here}
    const left = `Warning: An earlier edit left what it had in ${folder}\n→ Take from it what you need, then delete it.\n`
    for (let time = 0; time < 2; time++)
      expect(parrot(here, ['config', 'edit'], env)).toMatchObject({status: 0, stderr: left})
    const json = parrot(here, ['config', 'edit', '--json'], env).stdout
    expect(JSON.parse(json)).toMatchObject({problems: [{code: 'editor_left', params: {folder}}]})
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toContain('# mine')
    rmSync(folder, {recursive: true})
    expect(parrot(here, ['config', 'edit'], env).stderr).toBe('')
    expect(outcomesIn(here).slice(0, 3)).toEqual(['needs_input', 'needs_input', 'ok'])
  })

  test('one that goes on beside it is nobody’s to tell of', async () => {
    const here = home()
    await edited(here, `touch ${here}/ready; exec sleep 600`)
    expect(copiesIn(here)).toHaveLength(1)
    expect(parrot(here, ['config', 'edit'], {EDITOR: 'true', TMPDIR: here}).stderr).toBe('')
  })

  test('the editor alone, or none: what is on record is what is told', async () => {
    const here = home()
    const env = programCalled('dies', here, 'kill -9 $$')
    const run = (EDITOR: string) => {
      const {stdout} = parrot(here, ['config', 'edit', '--json'], {...env, EDITOR})
      const {outcome, call, problems} = JSON.parse(stdout) as Record<string, unknown>
      return {outcome, problems, recorded: finishedIn(here).find((one) => one.call === call)?.outcome}
    }
    const died = {problems: [{code: 'editor_failed', params: {status: 'SIGKILL'}}], recorded: 'failed'}
    expect(run('dies')).toMatchObject(died)
    expect(run('no-such')).toMatchObject({
      problems: [{code: expect.stringContaining('editor_missing')}],
      recorded: 'failed',
    })
    expect(run('')).toMatchObject({problems: [{code: 'editor_unnamed'}], recorded: 'invalid_input'})
  })

  test('an editor that does not go is killed', async () => {
    const here = home()
    const {child, editor} = await edited(
      here,
      `trap '' TERM; touch ${here}/ready; while :; do sleep 0.1; done`,
    )
    expect(await killed(child, 'SIGTERM')).toMatchObject({status: 130})
    expect(isThere(editor)).toBe(false)
    expect(copiesIn(here)).toEqual([])
  })

  test('what somebody wrote is kept and named', async () => {
    const here = home()
    const {child} = await edited(here, `echo '# mine' >>"$file"; touch ${here}/ready; exec sleep 600`)
    const {status, said} = await killed(child, 'SIGTERM')
    expect(status).toBe(130)
    const [, copy = ''] = /is kept in (\S+)/.exec(said) ?? []
    expect(readFileSync(copy, 'utf8')).toContain('# mine')
    expect(readFileSync(join(here, 'config/config.yaml'), 'utf8')).toBe('limits:\n  pids: 64\n')
  })
})
