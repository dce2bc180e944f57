import {execFileSync} from 'node:child_process'
import {chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {carrying} from './machine.ts'
import {describeForUsers} from './runs.ts'

const nowhere = {bwrap: '/nowhere/bwrap'}
const content = {shipped: true, readOnly: true}

describeForUsers('the levels', (place, who) => {
  const secret = () => {
    const path = join(place.make(`secret-${Math.random()}`), 'key')
    writeFileSync(path, 'secret')
    return path
  }

  test('without an engine, a script that came with Parrot and only reads runs bare', async () => {
    const ended = await place.run(place.job('says_who_it_is', content), nowhere)
    expect(ended).toMatchObject({level: 'bare', because: 'exited', code: 0})
    const [uid, ...lines] = ended.stdout.split('\n')
    expect(Number(uid)).not.toBe(0)
    if (who === 'root') expect(lines).toContain('CapBnd:\t0000000000000000')
    if (who === 'root') expect(lines).toContain('NoNewPrivs:\t1')
  })

  test('without an engine, JavaScript that came with Parrot is held by its own Node', async () => {
    const path = secret()
    const env = {PARROT_INPUT_PATH: path}
    expect((await place.openly('reads_in_js', env)).stdout).toBe('secret\n')
    const ended = await place.run(place.job('reads_in_js', {...content, env}), nowhere)
    expect(ended).toMatchObject({level: 'seatbelt', code: 1, stdout: ''})
    expect(ended.stderr).toContain('ERR_ACCESS_DENIED')
    const own = await place.run(
      place.job('reads_in_js', {...content, env: {PARROT_INPUT_PATH: 'reads-in-js.mjs'}}),
      nowhere,
    )
    expect(own).toMatchObject({level: 'seatbelt', code: 0})
  })

  test('without an engine, nothing else runs, and the cure is named', async () => {
    const less = [
      {...content, shipped: false},
      {...content, readOnly: false},
    ]
    const more = [{write: [place.make('w')]}, {connect: ['a.example:443']}, {sys: ['root']}].map(
      (grants) => ({...content, grants}),
    )
    for (const asked of [...less, ...more]) {
      const problem = await place.refused(place.job('says_who_it_is', asked), nowhere)
      expect(problem.code).toBe('bwrap_missing')
      expect(problem.params['command']).toMatch(/install|add|-S/)
    }
  })

  test('an engine that does not know what it is told is none', async () => {
    const old = join(place.make(`old-${Math.random()}`), 'bwrap')
    writeFileSync(old, '#!/bin/sh\necho "bwrap: Unknown option --disable-userns" >&2\nexit 1\n')
    chmodSync(old, 0o755)
    const problem = await place.refused(place.job('says_who_it_is'), {bwrap: old})
    expect(problem).toMatchObject({code: 'bwrap_old', params: {option: '--disable-userns'}})
    expect(await place.run(place.job('says_who_it_is', content), {bwrap: old})).toMatchObject({level: 'bare'})
  })

  test('an engine that may not be executed is none, whatever else this machine is', async () => {
    const closed = join(place.make(`closed-engine-${Math.random()}`), 'bwrap')
    copyFileSync('/usr/bin/bwrap', closed)
    chmodSync(closed, 0o755)
    expect(await place.run(place.job('says_who_it_is'), {bwrap: closed})).toMatchObject({code: 0})
    chmodSync(closed, 0o644)
    const problem = await place.refused(place.job('says_who_it_is'), {bwrap: closed})
    expect(problem).toMatchObject({code: 'bwrap_mode', params: {file: closed}})
    expect(problem.params['command']).toContain(`chmod 755 ${closed}`)
    expect(await place.run(place.job('says_who_it_is', content), {bwrap: closed})).toMatchObject({
      level: 'bare',
    })
  })

  test('an engine that starts nothing, or something else, has started no plugin', async () => {
    const data = place.make(`data-${Math.random()}`)
    for (const script of ['exit 0', 'sleep 0.1; echo ready >&7', 'echo "exit 0" >&7']) {
      const strange = join(place.make(`strange-${Math.random()}`), 'bwrap')
      writeFileSync(strange, `#!/bin/sh\n${script}\n`)
      chmodSync(strange, 0o755)
      expect(await place.refused(place.job('forever', {data}), {bwrap: strange})).toMatchObject({
        code: expect.stringMatching(/^bwrap_(failed|container)$/) as string,
      })
    }
    expect(readdirSync(data)).toEqual([])
  })

  test('an engine that hangs is ended with what it has begun', async () => {
    const hanging = join(place.make(`hanging-${Math.random()}`), 'bwrap')
    writeFileSync(hanging, '#!/bin/sh\nsleep 1000\n')
    chmodSync(hanging, 0o755)
    const job = place.job('forever', {limits: {timeoutMs: 100, graceMs: 0}})
    const ended = await place.run({...job, env: {PARROT_CALL_ID: job.call}}, {bwrap: hanging})
    expect(ended).toMatchObject({because: 'timed_out', killed: true, code: null, stdout: ''})
    expect(carrying(job.call)).toEqual([])
  })

  test('without a sandbox, where somebody may and wants to: a clean environment, and an end for the whole group', async () => {
    const path = secret()
    const read = await place.run(place.job('reads_file', {bypass: true, env: {PARROT_INPUT_PATH: path}}))
    expect(read).toMatchObject({level: 'bypassed', code: 0, stdout: 'secret'})
    const clean = await place.run(place.job('reads_env', {bypass: true, data: place.make('home')}))
    expect(clean.stdout.split('\0').filter(Boolean).sort()).toEqual([
      `HOME=${place.folder}/home`,
      'LANG=C.UTF-8',
      'PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
      'TMPDIR=/tmp',
    ])
    const job = place.job('ignores_sigterm', {bypass: true, limits: {timeoutMs: 300, graceMs: 100}})
    const ended = await place.run({...job, env: {PARROT_CALL_ID: job.call}})
    expect(ended).toMatchObject({level: 'bypassed', because: 'timed_out', killed: true})
    expect(carrying(job.call)).toEqual([])
    const js = await place.run(place.job('reads_in_js', {bypass: true, env: {PARROT_INPUT_PATH: path}}))
    expect(js.stdout).toBe('secret\n')
  })

  test('a plugin whose files are closed to others, as in a clone under umask 077', async () => {
    const closed = place.make(`closed-${Math.random()}`)
    for (const plugin of ['says_who_it_is', 'reads_in_js'])
      cpSync(place.job(plugin).dir, join(closed, plugin), {recursive: true})
    mkdirSync(join(closed, 'reads_in_js/lib'))
    writeFileSync(join(closed, 'reads_in_js/lib/note'), 'noted')
    execFileSync('chown', ['-R', `${place.owner.uid}:${place.owner.gid}`, closed])
    closeToOthers(closed)
    for (const options of [{}, nowhere]) {
      const dir = join(closed, 'says_who_it_is')
      expect(await place.run(place.job('says_who_it_is', {...content, dir}), options)).toMatchObject({
        code: 0,
      })
      const js = place.job('reads_in_js', {
        ...content,
        dir: join(closed, 'reads_in_js'),
        env: {PARROT_INPUT_PATH: 'lib/note'},
      })
      expect(await place.run(js, options)).toMatchObject({code: 0, stdout: 'noted\n'})
    }
    expect(readdirSync('/tmp').filter((name) => /^parrot-[^-]{6}$/.test(name))).toEqual([])
  })
})

function closeToOthers(folder: string): void {
  for (const {name, parentPath} of readdirSync(folder, {recursive: true, withFileTypes: true})) {
    const path = join(parentPath, name)
    chmodSync(path, statSync(path).mode & 0o700)
  }
  chmodSync(folder, 0o700)
}
