import {spawn} from 'node:child_process'
import {mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {discover} from '../../../src/host/catalog/discover.ts'
import {approve as approveAs, propose} from '../../../src/host/catalog/approve.ts'
import {disable, enable} from '../../../src/host/catalog/enable.ts'
import {
  approve,
  lockOf,
  proposed,
  said,
  ship,
  stage,
  write,
  writeManifest,
  minimal,
  type Stage,
} from './stage.ts'

const refused = async (places: Stage, name: string) => {
  const proposal = await propose(places, name)
  return 'problems' in proposal ? said(proposal.problems, places) : proposal
}

test('what is approved, by whom, when, and for what, is what the lock says', async () => {
  const places = stage()
  write(places, 'user', 'weather', {permissions: ['health:check', 'net:connect:example.org']})
  const proposal = await proposed(places, 'weather')
  expect(proposal).toMatchObject({name: 'weather', permissions: ['health:check', 'net:connect:example.org']})
  const expanded = {...proposal, permissions: ['health:check', 'net:connect:example.org:443']}
  expect(await approveAs(places, expanded, 'anna', new Date(0))).toEqual([])
  expect(JSON.parse(readFileSync(places.lock, 'utf8'))).toEqual({
    version: 2,
    plugins: {
      weather: {
        enabled: true,
        approved: {
          digest: proposal.digest,
          version: '1.0.0',
          permissions: ['health:check', 'net:connect:example.org:443'],
          calls: [],
          approver: 'anna',
          time: '1970-01-01T00:00:00.000Z',
        },
      },
    },
    seal: expect.stringMatching(/^[\w-]{86}$/),
  })
  expect(statSync(places.lock).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(places.lock)).mode & 0o777).toBe(0o700)
})

test('the permissions of several commands are proposed together, each once', async () => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  const {entrypoint, permissions: _, ...rest} = minimal('weather')
  const command = (permissions: string[]) => ({entrypoint, permissions})
  writeManifest(dir, {...rest, commands: {now: command(['a:b', 'c:d']), day: command(['c:d', 'e:f'])}})
  expect((await proposed(places, 'weather')).permissions).toEqual(['a:b', 'c:d', 'e:f'])
})

describe('is refused', () => {
  test('for a plugin that is not there, with what there is to say about its folder', async () => {
    const places = stage()
    writeManifest(write(places, 'user', 'weather'), {})
    expect(await refused(places, 'nothing')).toEqual(['There is no plugin or command "nothing".'])
    expect(await refused(places, 'weather')).toHaveLength(4)
    expect(await refused(places, '../../etc')).toEqual(['There is no plugin or command "../../etc".'])
  })

  test('when it changed after it was proposed', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    const proposal = await proposed(places, 'weather')
    writeFileSync(join(dir, 'run.sh'), '#!/bin/sh\necho evil\n')
    expect(said(await approveAs(places, proposal, 'anna', new Date(0)), places)).toEqual([
      '"weather" is no longer what was proposed; it was not approved.',
    ])
    rmSync(dir, {recursive: true})
    expect(await approveAs(places, proposal, 'anna', new Date(0))).toMatchObject([{code: 'unknown_plugin'}])
    expect(lockOf(places).size).toBe(0)
  })

  test('for a shipped plugin whose files are not the shipped ones', async () => {
    const {places, dir} = await ship(stage(), 'hello')
    expect(await refused(places, 'hello')).toEqual(['"hello" came with Parrot, whose release approves it.'])
    await disable(places, 'hello')
    expect(await enable(places, 'hello')).toEqual([])
    writeFileSync(join(dir, 'run.sh'), '#!/bin/sh\necho evil\n')
    expect(said(await enable(places, 'hello'), places)).toEqual([
      'The files of "hello" are not the ones that came with Parrot.',
    ])
  })

  test('where the lock cannot be written', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    const proposal = await proposed(places, 'weather')
    writeFileSync(join(places.root, 'config'), '')
    expect(await approveAs(places, proposal, 'anna', new Date(0))).toMatchObject([{code: 'lock_unwritable'}])
  })

  test('where the guard of the lock is a link to somebody else', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    const proposal = await proposed(places, 'weather')
    mkdirSync(join(places.root, 'config'))
    symlinkSync('/etc/passwd', join(places.root, 'config/.plugins.lock.json.guard'))
    expect(await approveAs(places, proposal, 'anna', new Date(0))).toMatchObject([{code: 'lock_unwritable'}])
  })
})

describe('disabling', () => {
  test('keeps what was approved, works when the folder is gone, and does nothing to what nobody enabled', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    expect(await disable(places, 'weather')).toEqual([])
    expect((await discover(places)).plugins.get('weather')?.state).toBe('not_enabled')

    await approve(places, 'weather')
    const entry = lockOf(places).get('weather')
    rmSync(dir, {recursive: true})
    expect(await disable(places, 'weather')).toEqual([])
    expect(lockOf(places).get('weather')).toEqual({...entry, enabled: false})
  })

  test('of what is not there', async () => {
    const places = stage()
    expect(said(await disable(places, 'nothing'), places)).toEqual([
      'There is no plugin or command "nothing".',
    ])
  })
})

/** A process of its own that enables one plugin. */
const enabler = (places: Stage, name: string) => {
  const script = `
    import {approve, propose} from '${join(import.meta.dirname, '../../../src/host/catalog/approve.ts')}'
    const places = JSON.parse(process.argv[1])
    const name = process.argv[2]
    const {release} = await propose(places, name)
    process.stdout.write('ready')
    const agreed = {name, digest: release.digest, permissions: [], calls: []}
    const problems = await approve(places, agreed, 'anna', new Date())
    if (problems.length > 0) throw new Error(JSON.stringify(problems))`
  return spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(places), name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

const ended = (child: ReturnType<typeof enabler>) =>
  new Promise<number | string | null>((resolve) =>
    child.on('exit', (code, signal) => resolve(code ?? signal)),
  )

test('ten processes that enable ten plugins at once all survive, and so do their entries', async () => {
  const places = stage()
  const names = Array.from({length: 10}, (_, index) => `plugin_${index}`)
  for (const name of names) write(places, 'user', name)
  expect(await Promise.all(names.map((name) => ended(enabler(places, name))))).toEqual(names.map(() => 0))
  expect([...lockOf(places).keys()]).toEqual(names)
})

test('without the guard, two that read before either writes lose one: what the guard is for', () => {
  const file = join(stage().root, 'list.json')
  writeFileSync(file, '[]')
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as string[]
  const [first, second] = [read(), read()]
  writeFileSync(file, JSON.stringify([...first, 'a']))
  writeFileSync(file, JSON.stringify([...second, 'b']))
  expect(read()).toEqual(['b'])
})
