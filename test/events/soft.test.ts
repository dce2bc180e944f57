import {spawnSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {open} from './place.ts'
import {check, tempPlace} from './temp-journal.ts'

const program = join(import.meta.dirname, 'programs/soft.ts')

/** What the system was asked, as far as it says when events were waited for: words on stdout and `sync`. */
function traced(...args: readonly string[]) {
  const place = tempPlace()
  const log = join(place.folder, 'strace')
  const traced = ['-f', '-qq', '-e', 'trace=fsync,fdatasync,write', '-o', log]
  spawnSync('strace', [...traced, process.execPath, program, place.folder, ...args])
  const said = readFileSync(log, 'utf8')
    .split('\n')
    .flatMap((line) => /write\(1, "(\w+)/.exec(line)?.[1] ?? (/f(?:data)?sync\(/.test(line) ? ['sync'] : []))
  return {place, said: said.slice(said.indexOf('begin'))}
}

test('a soft event waits for no disk, and outlives the process that is killed', async () => {
  const {place, said} = traced()
  expect(said).toEqual(['begin', 'soft', 'end'])
  const journal = open(place)
  expect([...journal.read({})].map(({payload}) => payload['n'])).toEqual([0, 1, 2])
  journal.close()
  expect(await check(place)).toMatchObject({ok: true, events: 3})
})

test('the next event that has to be on the disk takes it there', () => {
  expect(traced('hard').said).toEqual(['begin', 'soft', 'sync', 'end'])
})

test('what is asked of the disk afterwards is what was before', async () => {
  const journal = open(tempPlace())
  const draft = {event_type: 'ERROR_OCCURRED', payload: {}, source: 'host', correlation_id: 'x'}
  await journal.append({...draft, soft: true})
  expect(journal.durability()).toEqual({journal: 'wal', synchronous: 2})
  const [soft, hard] = await Promise.all([journal.append({...draft, soft: true}), journal.append(draft)])
  expect([soft.sequence, hard.sequence]).toEqual([2, 3])
  journal.close()
})
