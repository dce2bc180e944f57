import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {collect, factNames} from '../../src/facts/collect.ts'
import {factsSchema, schemas} from '../../src/facts/schema.ts'
import {machineOf, never} from './machine.ts'

const host = {signal: never, now: Date.now, runs: async () => [], server: null}

describe('the facts of this machine', () => {
  test('every fact is there, in exactly its published shape', async () => {
    const facts = await collect(factNames, host)
    expect(Object.keys(facts).toSorted()).toEqual(factNames.toSorted())
    // The schema drops what it does not know: what comes through unchanged has nothing else.
    expect(factsSchema.parse(facts)).toEqual(facts)
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })

  test('what every Linux has is had', async () => {
    const facts = await collect(['mounts', 'load', 'memory', 'processes', 'network'], host)
    expect(Object.values(facts).filter((fact) => 'unavailable' in fact || 'absent' in fact)).toEqual([])
  })

  test('only what is named is looked at', async () => {
    let asked = false
    const runs = async () => {
      asked = true
      return []
    }
    expect(Object.keys(await collect(['load'], {...host, runs}))).toEqual(['load'])
    expect(asked).toBe(false)
    expect(await collect([], host)).toEqual({})
  })

  test('what the journal remembers is handed on', async () => {
    const run = {
      tool: 'backup',
      lastAt: '2026-01-01T00:00:00.000Z',
      lastOutcome: 'ok',
      lastOkAt: '2026-01-01T00:00:00.000Z',
    }
    expect(await collect(['runs'], {...host, runs: async () => [run]})).toEqual({runs: [run]})
  })
})

describe('a fact that cannot be had', () => {
  test('says so in its place, in its published shape, and the others are had', async () => {
    const facts = await collect(factNames, {
      ...host,
      ...machineOf({'/proc/loadavg': '1.00 1.00 1.00 1/1 1\n'}),
      server: null,
    })
    expect(factsSchema.parse(facts)).toEqual(facts)
    expect(facts).toMatchObject({
      memory: {
        unavailable: {
          code: 'fact_unavailable',
          params: {fact: 'memory'},
          says: expect.stringContaining('/proc/meminfo'),
        },
      },
      load: {unavailable: {says: expect.stringContaining('/sys/devices/system/cpu/online')}},
      mounts: {unavailable: {code: 'fact_unavailable'}},
      processes: {unavailable: {code: 'processes_hidden'}},
      clock: {unavailable: {code: 'clock_unsaid'}},
      pressure: {absent: {code: 'no_pressure'}},
      units: {absent: {code: 'no_systemd'}},
      packages: {absent: {code: 'no_apt'}},
      server: {absent: {code: 'no_server'}},
      sensors: {temperatures: [], undervoltage: null},
      runs: [],
    })
  })

  test('one that never comes is given up; its signal tells it so', async () => {
    let told: AbortSignal | undefined
    const runs = (signal: AbortSignal) => {
      told = signal
      return new Promise<never>(() => {})
    }
    const facts = await collect(['runs', 'load'], {...host, runs})
    expect(facts).toMatchObject({
      runs: {unavailable: {code: 'fact_slow', params: {fact: 'runs', seconds: 3}}},
      load: {onlineCpus: expect.any(Number)},
    })
    expect(told?.aborted).toBe(true)
  })

  test('one that fails with something that is no error is unavailable too', async () => {
    const runs = async () => Promise.reject('the journal')
    expect(await collect(['runs'], {...host, runs})).toMatchObject({
      runs: {unavailable: {says: expect.stringContaining('the journal')}},
    })
  })

  test('a caller who leaves ends the programs that were started for him', async () => {
    const caller = new AbortController()
    const machine = machineOf(
      {'/run/systemd/system/': '', '/started': ''},
      {systemctl: 'echo $$ > "${0%/*}/pid"; exec sleep 600'},
    )
    const asked = collect(['units'], {...host, ...machine, signal: caller.signal})
    const pid = await firstLineOf(join(machine.path, 'pid'))
    caller.abort(new Error('the caller left'))
    expect(await asked).toMatchObject({
      units: {unavailable: {says: expect.stringContaining('the caller left')}},
    })
    await gone(pid)
  })

  test('a caller who left before gets no facts and starts nothing', async () => {
    const machine = machineOf({'/run/systemd/system/': ''}, {systemctl: 'echo > "${0%/*}/ran"; echo "[]"'})
    const facts = await collect(['units'], {
      ...host,
      ...machine,
      signal: AbortSignal.abort(new Error('left')),
    })
    expect(facts).toMatchObject({units: {unavailable: {code: 'fact_unavailable'}}})
    expect(readdirSync(machine.path)).toEqual(['systemctl'])
  })
})

test('the published schema is the one in the code', () => {
  const published = readFileSync(join(import.meta.dirname, '../../manifests/facts.schema.json'), 'utf8')
  expect(JSON.parse(published)).toEqual(schemas()['facts.schema.json'])
})

async function firstLineOf(file: string): Promise<string> {
  for (;;) {
    try {
      const text = readFileSync(file, 'utf8')
      if (text.endsWith('\n')) return text.trim()
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function gone(pid: string): Promise<void> {
  for (;;) {
    try {
      process.kill(Number(pid), 0)
    } catch {
      return
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
