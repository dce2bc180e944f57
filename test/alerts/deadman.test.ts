import {createServer, type Server} from 'node:http'
import {once} from 'node:events'
import type {AddressInfo} from 'node:net'
import {expect, onTestFinished, test} from 'vitest'
import {pingDeadmen} from '../../src/alerts/ping.ts'
import {tempPlace} from '../events/temp-journal.ts'
import {ended, minute, only, rigIn} from './rig.ts'

/** A real receiver: what it was asked for, and what it answers. */
async function receiver() {
  const seen: string[] = []
  const answers = {status: 200}
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.writeHead(answers.status, answers.status === 302 ? {location: '/elsewhere'} : {}).end('OK')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/3f2a`
  return {seen, answers, server, url}
}

const rules = (deadman: string) =>
  only({no_backup: {within: {operation: 'backup_create', time: '26h'}, deadman}})

test('each success is passed on once, failures and silence are not', async () => {
  const {seen, url} = await receiver()
  const rig = rigIn(tempPlace(), rules(url), '2026-11-20T10:00:00Z')
  const look = async () => {
    await rig.evaluate()
    return pingDeadmen(rig.deps)
  }
  await rig.add(ended('backup_create', 'failed'))
  expect(await look()).toEqual([])
  expect(seen).toEqual([])
  await rig.add(ended('backup_create', 'ok'))
  expect(await look()).toEqual([])
  await look()
  expect(seen).toEqual(['GET /ping/3f2a'])
  await rig.add(ended('backup_create', 'ok'))
  await look()
  expect(seen).toHaveLength(2)
})

test.each([500, 302])(
  'an answer of %i is seen by everybody, on record once, and tried again',
  async (status) => {
    const {seen, answers, url} = await receiver()
    answers.status = status
    const rig = rigIn(tempPlace(), rules(url), '2026-11-20T10:00:00Z')
    await rig.add(ended('backup_create', 'ok'))
    await rig.evaluate()
    expect(await pingDeadmen(rig.deps)).toMatchObject([
      {code: 'alert_deadman', params: {name: 'no_backup', cause: `it answered ${status}`}},
    ])
    expect(await pingDeadmen(rig.deps)).toEqual([])
    for (const _ of [1, 2]) {
      rig.later(minute)
      await rig.evaluate()
      await pingDeadmen(rig.deps)
    }
    expect(seen).toHaveLength(3)
    expect(rig.rows().find(({rule}) => rule === 'no_backup')).toMatchObject({
      deadman: 'failing',
      deadmanCause: `it answered ${status}`,
    })
    const errors = [...rig.journal.read({types: ['ERROR_OCCURRED']})]
    expect(errors).toHaveLength(1)
    expect(JSON.stringify([errors, rig.rows()])).not.toContain('3f2a')
    answers.status = 200
    rig.later(minute)
    await rig.evaluate()
    expect(await pingDeadmen(rig.deps)).toEqual([])
    expect(rig.rows().find(({rule}) => rule === 'no_backup')).toMatchObject({deadman: 'ok'})
  },
)

test.for([
  ['somebody who never answers', 'it did not answer within 0.1 s', 100],
  ['somebody who hangs up', 'the connection was broken off (UND_ERR_SOCKET)', 10_000],
  ['nobody there', 'nothing listens there (ECONNREFUSED)', 10_000],
] as const)('%s', async ([who, cause, timeoutMs]) => {
  const {server, url} = await receiver()
  server.removeAllListeners('request')
  if (who === 'somebody who hangs up') server.on('request', ({socket}) => socket.end())
  if (who === 'nobody there') server.close()
  const rig = rigIn(tempPlace(), rules(url), '2026-11-20T10:00:00Z')
  await rig.add(ended('backup_create', 'ok'))
  await rig.evaluate()
  expect(await pingDeadmen({...rig.deps, timeoutMs})).toMatchObject([{params: {cause}}])
})
