import {expect, test} from 'vitest'
import type {Named} from '../../../plugins/backup/src/engine.ts'
import {created, restored} from '../../../plugins/backup/src/summary.ts'

const none = {missingCount: 0, changedCount: 0, missing: [], changed: []}
const about = {created: '', sources: [], entries: 1, files: 1, bytes: 5, notKept: [], seconds: 1, ...none}

test('what was left out is named, first what nobody asked for, and how many more there are', () => {
  const named = (...list: readonly (readonly [string, string])[]) => list.map(([path, why]) => ({path, why}))
  const one = named(['/p', 'a pipe'])
  expect(created({...about, skippedCount: 1, skipped: one})).toBe(
    'would save 1 file, 5 B; 1 left out: /p (a pipe)',
  )
  const many = named(['/a', 'excluded'], ['/b', 'excluded'], ['/c', 'excluded'], ['/s', 'a socket'])
  expect(created({...about, skippedCount: 204, skipped: many})).toBe(
    'would save 1 file, 5 B; 204 left out: /s (a socket), /a (excluded), /b (excluded), and 201 more',
  )
})

test('one thing restored is one', () => {
  const one = {
    archive: 'a',
    folder: '/f',
    entries: 1,
    bytes: 5,
    failedCount: 0,
    failed: [],
    notKept: [],
    damaged: [],
    seconds: 1,
  }
  expect(restored(one, false)).toBe('1 file, folder or link, 5 B, of a in /f')
})

test('what is in the way of files is no reason to try another archive', () => {
  const some = {archive: 'a', folder: '/f', entries: 7, bytes: 5, notKept: [], damaged: [], seconds: 1}
  const [folder, part, bytes] = [
    'a folder is there; move it away',
    'a part of its path is not a folder; move it away',
    'its bytes are others than were saved',
  ].map((why) => ({path: '/x', why})) as [Named, Named, Named]
  const next = (failed: readonly Named[], failedCount = failed.length) =>
    restored({...some, failed, failedCount}, false).replace(/^.*could not be restored/, '')
  const [again, other] = [/^; move away what is in the way, and restore again$/, /; to try another archive:/]
  expect(next([folder, part])).toMatch(again)
  expect(next([folder, bytes])).toMatch(/^; move away what is in the way, .*; to try another archive:/)
  expect(next([bytes])).not.toContain('in the way')
  // Of those that are not in the list it is not known.
  expect(next([folder], 2)).toMatch(other)
})

test('where not everything was restored, it is said what to try', () => {
  const some = {
    archive: 'a',
    folder: '/f',
    entries: 7,
    bytes: 5,
    failed: [],
    notKept: [],
    damaged: [],
    seconds: 1,
  }
  expect(restored({...some, failedCount: 4}, false)).toBe(
    '7 files, folders and links, 5 B, of a in /f; 4 could not be restored; to try another archive: parrot backup list; to see which are good: parrot backup verify --all',
  )
})
