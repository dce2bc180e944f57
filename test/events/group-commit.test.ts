import {expect, test} from 'vitest'
import {groupCommit} from '../../src/events/group-commit.ts'
import {draft, open} from './place.ts'
import {tempPlace} from './temp-journal.ts'

/** Takes what it is given, and fails with `error` where one of it is `bad`. */
function commits(bad?: string, error: Error = new Error('bad')) {
  const groups: (readonly string[])[] = []
  const {append, flush} = groupCommit((drafts: readonly string[]) => {
    groups.push(drafts)
    if (bad !== undefined && drafts.includes(bad)) throw error
    return drafts.map((one) => one.toUpperCase())
  })
  return {append, flush, groups}
}

test('what comes in a turn and the next is one commit, in order; what comes later is another', async () => {
  const {append, groups} = commits()
  const first = ['a', 'b'].map(append)
  await new Promise((resolve) => setImmediate(resolve))
  expect(await Promise.all([...first, append('c')])).toEqual(['A', 'B', 'C'])
  expect(await append('d')).toBe('D')
  expect(groups).toEqual([['a', 'b', 'c'], ['d']])
})

test('one that cannot be written takes no other with it', async () => {
  const {append, groups} = commits('b')
  const settled = await Promise.allSettled(['a', 'b', 'c'].map(append))
  expect(settled.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(groups).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']])
})

test('a lock that was waited for in vain is waited for once, not by each', async () => {
  const {append, groups} = commits('b', Object.assign(new Error('database is locked'), {errcode: 5}))
  const settled = await Promise.allSettled(['a', 'b', 'c'].map(append))
  expect(settled.map(({status}) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(groups).toHaveLength(1)
})

test('a journal that is closed has written what waited', async () => {
  const place = tempPlace()
  const journal = open(place)
  const waiting = Promise.all(
    Array.from({length: 20}, (_, n) => journal.append(draft('ERROR_OCCURRED', {n}))),
  )
  journal.close()
  expect((await waiting).map(({sequence}) => sequence)).toEqual(Array.from({length: 20}, (_, n) => n + 1))
  const again = open(place)
  expect([...again.read({})].map(({payload}) => payload['n'])).toEqual(Array.from({length: 20}, (_, n) => n))
  again.close()
})
