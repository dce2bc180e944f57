import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import * as say from '../../../plugins/backup/src/summary.ts'
import {listRows} from '../../../plugins/backup/src/list-rows.ts'
import {refusal} from '../../../plugins/backup/src/refusal.ts'
import {inWordsOf} from '../../../src/text/in-words-of.ts'
import {root} from '../../home.ts'

const manifest = JSON.parse(readFileSync(join(root, 'plugins/backup/manifest.json'), 'utf8')) as {
  readonly messages: {readonly de: Readonly<Record<string, string>>}
}
const german = (text: string) => inWordsOf(manifest.messages.de, text, 'de')

const literal = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g
/** Only in the result as JSON, in a file, or what another program is told or says. */
const notShown =
  /^(?:pipes, sockets and devices|security labels|extended attributes|holes of sparse files|no identity matched|context canceled|error 7|restic -r .*|\$\{JSON.*|mv 7 .*|take the packs 7 away|rest:7|backup-7\.tar\.zst|\\.*|--\w+=.*|7|[7 .:/,;=-]*)$/
/** Parts of sentences that are looked at whole below. */
const parts =
  /^(?:would save 7|would restore 7, 7, of 7 into 7|would compare 77|7: all (?:of 7 )?is as it was saved|7 7; an identity begins.*|1 file, folder or link|7 files, folders and links|7 as their source.*|could not be read|changed meanwhile|left out: 7|the repository 7 is locked7 by 77.*|7 7ies|holds a recipient, which only encrypts|is no identity of age|nothing w(?:as|ould be) removed|if that has ended without.*|the archives that were there.*|it is encrypted, and 7 is not set; |then save what is still there.*|to mend it.*| since 7 UTC|none of the archives that would stay.*|; 7 could not be restored|; without 7|more in 7 others|7 of 77|7 in 7|7 7|, 7 left|7 with findings| with findings)$/

test('every sentence that backup can say is there in German', () => {
  const found = globSync('plugins/backup/src/**/*.ts', {cwd: root}).flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8').replaceAll(/^ *(?:\/\/|\/?\*|import ).*$/gm, '')
    return [...source.matchAll(literal)].map(([, plain, holes]) => filled(plain ?? holes ?? ''))
  })
  const sentences = found.filter((text) => /\p{L} \S*\p{L}|\p{L}\S* \p{L}/u.test(text))
  expect(sentences.length).toBeGreaterThan(100)
  const left = sentences.filter((text) => !notShown.test(text) && !parts.test(text) && untold(text))
  expect([...new Set(left)]).toEqual([])
})

const untold = (text: string) => german(text) === undefined || german(text) === text

const filled = (text: string) =>
  text.replaceAll(String.raw`\'`, "'").replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7')

const named = (path: string, why: string) => ({path, why})
const none = {missing: [], changed: [], missingCount: 0, changedCount: 0}
const created = {...none, created: '', sources: [], entries: 9, notKept: [], seconds: 0.2, bytes: 2048}

test('create', () => {
  const skipped = [named('/p', 'a pipe'), named('/x', 'excluded')]
  const saved = {
    ...created,
    files: 15,
    archive: 'backup-1.tar.zst',
    archiveBytes: 5,
    skipped,
    skippedCount: 5,
  }
  expect(german(say.created(saved))).toBe(
    '15 Dateien, 2.0 KiB als backup-1.tar.zst (5 B) in 0.2 s gesichert; 5 ausgelassen: /p (eine Pipe), /x (ausgeschlossen), und 3 weitere',
  )
  expect(german(say.created({...created, files: 1, skipped: [], skippedCount: 0, missingCount: 1}))).toBe(
    'würde 1 Datei, 2.0 KiB sichern; 1 konnte nicht gelesen werden',
  )
  expect(german('/home/x: may not be read')).toBe('/home/x: darf nicht gelesen werden')
  const key =
    'BACKUP_AGE_IDENTITY is no identity of age; an identity begins with AGE-SECRET-KEY-1, in a file as "age-keygen" writes it'
  expect(german(key)).toMatch(/^BACKUP_AGE_IDENTITY ist keine Identität von age; eine Identität beginnt/)
  const locked =
    'the repository /r is locked by PID 7 on pi since 2026-11-26 12:00:00 UTC: try again later; if that has ended without giving it back, "restic unlock" removes the lock'
  expect(german(locked)).toMatch(
    /^das Repository \/r ist von PID 7 on pi since 2026-11-26 12:00:00 UTC gesperrt: /,
  )
})

test('list', () => {
  const archive = 'backup-20261126T120000000Z.tar.zst'
  const counts = {entries: 2, files: 1, bytes: 2, missingCount: 1, changedCount: 0}
  const created = '2026-11-26T12:00:00.000Z'
  const one = {archive, archiveBytes: 5, why: '', created, state: 'complete', ...counts} as const
  const rows = listRows([one], 'embedded', '/nonexistent', Date.parse('2026-11-26T12:00:12.000Z'))
  expect(german(rows[0]?.about ?? '')).toBe(
    'vor 12 s, embedded, nicht verschlüsselt, nie geprüft, nie zur Probe wiederhergestellt, 1 konnte nicht gelesen werden',
  )
  expect(german('verified 3 h ago with findings')).toBe('geprüft vor 3 h mit Funden')
  for (const [unit, told] of Object.entries({s: 's', min: 'min', h: 'h', days: 'Tagen'}))
    expect(german(`drilled 14 ${unit} ago`)).toBe(`zur Probe wiederhergestellt vor 14 ${told}`)
  const damaged = {...one, state: 'damaged', found: false} as const
  expect(german(say.listed({archives: [damaged, {...one, found: true}], leftOver: ['x']}))).toBe(
    '2 Archive, 1 beschädigt, 1 von verify oder drill als fehlerhaft befunden, 1 unfertig zurückgeblieben',
  )
})

test('verify', () => {
  const one = {archive: 'a', entries: 2, files: 2, bytes: 2048, damagedCount: 0, damaged: []}
  expect(german(say.verified({archives: [one], seconds: 1}))).toBe(
    '2.0 KiB aus 2 Dateien in 1 s gelesen: Alles in a ist, wie es gesichert wurde',
  )
  expect(german(say.verified({archives: [{...one, damagedCount: 1}], seconds: 1}))).toBe(
    '2.0 KiB aus 2 Dateien in 1 s gelesen: 1 beschädigt, 1 in a',
  )
  const five = Array.from({length: 5}, () => ({...one, damagedCount: 1}))
  expect(german(say.verified({archives: five, seconds: 1}))).toMatch(/, 1 in a, weitere in 2 anderen$/)
})

test('restore', () => {
  const restored = {
    archive: 'a',
    folder: '/r',
    entries: 3,
    bytes: 3,
    failedCount: 2,
    failed: [],
    damaged: [],
    seconds: 1,
  }
  expect(
    german(say.restored({...restored, notKept: ['owners and groups', 'some extended attributes']}, false)),
  ).toBe(
    '3 Dateien, Ordner und Links, 3 B, aus a in /r; 2 konnten nicht wiederhergestellt werden; ohne Eigentümer und Gruppen, einige erweiterte Attribute; ein anderes Archiv finden Sie mit: parrot backup list; welche gut sind, zeigt: parrot backup verify --all',
  )
  const failed = [named('/x', 'a folder is there; move it away')]
  expect(german(say.restored({...restored, failedCount: 1, failed, notKept: []}, false))).toBe(
    '3 Dateien, Ordner und Links, 3 B, aus a in /r; 1 konnte nicht wiederhergestellt werden; verschieben Sie, was im Weg ist, und stellen Sie noch einmal wieder her',
  )
  const [one, some] = [1, 3].map((entries) => ({...restored, entries, failedCount: 0, notKept: []}))
  expect(
    [one, some].map((each) => german(say.restored(each as typeof restored & {notKept: []}, true))),
  ).toEqual([
    'würde 1 Datei, Ordner oder Link, 3 B, aus a in /r wiederherstellen',
    'würde 3 Dateien, Ordner und Links, 3 B, aus a in /r wiederherstellen',
  ])
  const there = {fresh: 1, same: 2, different: 1, blocked: 1, files: []}
  expect(german(say.restored({...restored, failedCount: 0, notKept: [], there}, true))).toBe(
    'würde 3 Dateien, Ordner und Links, 3 B, aus a in /r wiederherstellen; 3 seiner Dateien und Links sind da und würden ersetzt, 1 davon ist anders; 1 wäre neu; 1 könnte nicht dorthin',
  )
  const archive = 'backup-20261126T120000000Z.tar.zst'
  const older = {...restored, archive, failedCount: 0, notKept: [], damaged: [named('b', '')]}
  expect(german(say.restored(older, false))).toBe(
    `3 Dateien, Ordner und Links, 3 B, aus ${archive} in /r; das neueste, b, ist beschädigt; dies ist das ältere von 2026-11-26 12:00:00 UTC`,
  )
})

test('drill', () => {
  const counts = {sampled: 3, bytes: 3, sameAsSource: 1, changedSince: 1, differentCount: 1}
  expect(german(say.drilled({archive: 'a', ...counts, different: [], damaged: [], seconds: 1}, false))).toBe(
    '3 Dateien, 3 B, aus a: 1 wie ihre Quelle, 1 seither geändert, 1 anders',
  )
  expect(german(say.drilled({archive: 'a', ...counts, different: [], damaged: [], seconds: 1}, true))).toBe(
    'würde 3 Dateien, 3 B, aus a vergleichen; 1 anders',
  )
  const [older, newer] = ['26', '27'].map((day) => `backup-202611${day}T120000000Z.tar.zst`)
  const damaged = [named(newer ?? '', 'its end is damaged'), named('x', '')]
  const drilled = {...counts, different: [], damaged, seconds: 1}
  expect(german(say.drilled({archive: older ?? '', ...drilled}, false))).toBe(
    `3 Dateien, 3 B, aus ${older}: 1 wie ihre Quelle, 1 seither geändert, 1 anders; das neueste, ${newer}, ist beschädigt; und 1 weitere; dies ist das ältere von 2026-11-26 12:00:00 UTC`,
  )
  expect(german(say.drilled({archive: newer ?? '', ...drilled}, false))).toBe(
    `${newer} ist beschädigt; und 1 weitere`,
  )
})

test('prune', () => {
  const about = {kept: [{archive: 'a', because: []}], removed: ['b', 'c'], damaged: [], freedBytes: 5}
  expect(german(say.pruned({...about, refused: ''}, true))).toBe(
    '2 Archive (5 B) würden entfernt, 1 behalten',
  )
  expect(german(say.pruned({...about, refused: ''}, false))).toBe('2 Archive (5 B) entfernt, 1 behalten')
  expect(german(refusal({dryRun: true}))).toMatch(/^keines der Archive, .* nichts würde entfernt; /)
  expect(
    ['would go', 'kept', 'newest, daily', 'left alone; remove it yourself once nothing of it is needed'].map(
      german,
    ),
  ).toEqual([
    'würde entfernt',
    'behalten',
    'neuestes, täglich',
    'bleibt unberührt; löschen Sie es selbst, sobald nichts daraus mehr gebraucht wird',
  ])
})
