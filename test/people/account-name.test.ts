import {once} from 'node:events'
import {Worker} from 'node:worker_threads'
import {expect, onTestFinished, test} from 'vitest'
import {accountName} from '../../src/people/account-name.ts'
import {systemAccount} from '../../src/host/system-account.ts'

const many = (from: number) => Array.from({length: 200}, (_, at) => from + at)

/** Another thread sees them while this one starts them. */
const counting = `
  const {readdirSync, readFileSync} = require('node:fs')
  const most = new Int32Array(require('node:worker_threads').workerData)
  const children = (task) => {
    try {
      return readFileSync('/proc/self/task/' + task + '/children', 'latin1').split(' ').length - 1
    } catch {
      return 0 // it has ended
    }
  }
  setInterval(() => {
    const all = readdirSync('/proc/self/task').reduce((sum, task) => sum + children(task), 0)
    most[0] = Math.max(most[0], all)
  }, 1)`

/** The most programs that this process has at a time until all of these are known, and what they said. */
async function mostUntil<T>(begin: () => Promise<T>): Promise<{readonly most: number; readonly said: T}> {
  const most = new SharedArrayBuffer(4)
  const worker = new Worker(counting, {eval: true, workerData: most})
  onTestFinished(() => void worker.terminate())
  await once(worker, 'online')
  const said = await begin()
  return {most: new Int32Array(most)[0] ?? 0, said}
}

test('however many users somebody comes with, few programs look for their names, and few at a time', async () => {
  const {signal} = new AbortController()
  const unbound = await mostUntil(() => Promise.all(many(500_000).map((uid) => systemAccount(uid, signal))))
  expect(unbound.most).toBeGreaterThan(50)
  expect(await accountName(0)).toBe('root')
  const {most, said} = await mostUntil(() => Promise.allSettled(many(600_000).map(accountName)))
  expect(most).toBeLessThanOrEqual(16)
  expect(said.filter(({status}) => status === 'fulfilled')).toHaveLength(many(0).length)
  const flood = Array.from({length: 2000}, (_, at) => 700_000 + at)
  const refused = await Promise.allSettled(flood.map(accountName))
  expect(refused.filter(({status}) => status === 'rejected').length).toBeGreaterThan(1500)
  expect(await accountName(0)).toBe('root')
})
