import {expect, test} from 'vitest'
import {onlyRefusals} from '../../src/host/only-refusals.ts'
import {draft} from '../events/place.ts'

async function recorded(outcome: string) {
  const kept: string[] = []
  const record = onlyRefusals(async ({event_type}) => kept.push(event_type))
  await record(draft('CALL_REQUESTED'))
  await record(draft('CALL_DECIDED'))
  expect(kept).toEqual([])
  await record(draft('CALL_FINISHED', {outcome}))
  await record(draft('ERROR_OCCURRED'))
  return kept
}

test('looking leaves no record', async () => {
  expect(await recorded('ok')).toEqual([])
})

test('being refused a look does, with all that led to it and what comes of it', async () => {
  expect(await recorded('denied')).toEqual([
    'CALL_REQUESTED',
    'CALL_DECIDED',
    'CALL_FINISHED',
    'ERROR_OCCURRED',
  ])
})
