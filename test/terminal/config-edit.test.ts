import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test, vi} from 'vitest'
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

const copiesIn = (home: string) => readdirSync(home).filter((name) => name.startsWith('parrot-edit-'))

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
