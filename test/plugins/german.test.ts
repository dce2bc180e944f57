import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {failed, reportOf, would} from '../../plugins/dump_postgres/src/dumps/report.ts'
import {inWordsOf} from '../../src/text/in-words-of.ts'
import {root} from '../home.ts'

function german(plugin: string, text: string): string | undefined {
  const manifest = JSON.parse(readFileSync(join(root, 'plugins', plugin, 'manifest.json'), 'utf8')) as {
    readonly messages: {readonly de: Readonly<Record<string, string>>}
  }
  return inWordsOf(manifest.messages.de, text, 'de')
}

const dumps = [would('shop', 5), failed('blog', 'not tried: the disk is full')]

test.each([
  ['check_disk', '1 mount, all well', '1 Einhängung, alles in Ordnung'],
  ['check_disk', '3 mounts, 1 not well', '3 Einhängungen, 1 nicht in Ordnung'],
  ['check_disk', '91 % full, 2 GiB of 20 GiB free', '91 % voll, 2 GiB von 20 GiB frei'],
  ['health_check', 'writable', 'beschreibbar'],
  [
    'health_check',
    'last succeeded under a minute ago; since then it failed',
    'zuletzt vor weniger als einer Minute gelungen; seitdem: gescheitert',
  ],
  [
    'health_check',
    'last succeeded 9 days ago; since then it took too long and was stopped',
    'zuletzt vor 9 Tagen gelungen; seitdem: zu lange gebraucht und angehalten',
  ],
  [
    'health_check',
    'it never succeeded; the last time it ended as odd',
    'es ist nie gelungen; beim letzten Mal: geendet als odd',
  ],
  [
    'health_check',
    'last ran 3 h ago; it found something wrong',
    'zuletzt vor 3 h gelaufen; etwas gefunden, das nicht stimmt',
  ],
  ['health_check', '2 warnings, 1 unknown, 9 ok', '2 Warnungen, 1 unbekannt, 9 in Ordnung'],
  ['log_rotate', 'left', 'gelassen'],
  ['setup_cron', 'kept', 'wie zuvor'],
  ['setup_cron', 'left_out', 'weggelassen'],
  ['setup_cron', 'Sat 2026-11-28 16:00', 'Sa 2026-11-28 16:00'],
  ['clean_cache', 'skipped', 'übergangen'],
  ['daily_workflow', 'back up', 'sichern'],
  ['daily_workflow', 'took', 'Dauer'],
  ['dump_sqlite', reportOf(dumps, [], true).summary, 'würde 1 Datenbank ausgeben, 1 gescheitert'],
  [
    'dump_postgres',
    reportOf(dumps, ['a', 'b'], false).summary,
    '1 Auszug, 5 B, 1 gescheitert, 2 alte Auszüge entfernt',
  ],
  ['dump_sqlite', '2 dumps of 1 database, 1 damaged', '2 Auszüge von 1 Datenbank, 1 beschädigt'],
  ['dump_postgres', 'shop: not tried: the disk is full', 'shop: nicht versucht: die Platte ist voll'],
  [
    'dump_sqlite',
    'w.db-wal beside it is no file, which SQLite would open: it is not SQLite’s, look at who put it there',
    'w.db-wal daneben ist keine Datei, und SQLite würde es öffnen: von SQLite ist es nicht, sehen Sie nach, wer es dort hingelegt hat',
  ],
  ['dump_sqlite', 'would be', 'würde ausgegeben'],
])('%s: %s', (plugin, english, told) => {
  expect(german(plugin, english)).toBe(told)
})

test('the most fitting text is taken, a list is told by its parts, and a hole that counts takes a number only', () => {
  const messages = {
    '{path} ({why})': '{path} ({why})',
    'a pipe': 'eine Pipe',
    '{count} {count?file|files}': '{count} {count?Datei|Dateien}',
    '{count} left out: {named}': '{count} ausgelassen: {named}',
  }
  const told = (text: string) => inWordsOf(messages, text, 'de')
  expect(told('1 file, 2 files')).toBe('1 Datei, 2 Dateien')
  expect(told('2 files; 1 left out: /p (a pipe)')).toBe('2 Dateien; 1 ausgelassen: /p (eine Pipe)')
  expect(['all my files', '1 file, something', '/p (a door)'].map(told)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
