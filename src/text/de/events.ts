import type {eventTexts as english} from '../en/events.ts'
import type {Translation} from '../fill.ts'

const compare =
  'Lassen Sie die Datei, wie sie ist, und vergleichen Sie sie mit einer Sicherung oder einem Export.'
const search = 'Lassen Sie die Datei, wie sie ist, und suchen Sie sie in einer Sicherung oder einem Export.'
const restore =
  'Ist die Platte voll oder schreibgeschützt, beheben Sie das zuerst. Sonst lassen Sie die Datei, wie sie ist, und spielen Sie eine Sicherung daneben ein.'

export const eventTexts = {
  journal_refused: {
    says: 'Das Journal in {file} nahm keinen Eintrag an: {cause}',
    next: 'Nichts läuft ohne Aufzeichnung. Schaffen Sie Platz, oder bringen Sie den Ordner in Ordnung; dann: parrot doctor',
  },
  journal_edited: {
    says: 'Ereignis {sequence} ist nicht, was geschrieben wurde: Inhalt und Hash gehören nicht zusammen.',
    next: 'Lassen Sie die Datei, wie sie ist, und vergleichen Sie das Ereignis mit einer Sicherung oder einem Export.',
  },
  journal_gap: {says: 'Die Ereignisse {from} bis {to} fehlen.', next: search},
  journal_repeated: {
    says: 'Ereignis {sequence} steht, wo Ereignis {wanted} stehen sollte.',
    next: 'Lassen Sie die Datei, wie sie ist, und vergleichen Sie sie mit einer Sicherung oder dem Journal selbst.',
  },
  journal_inserted: {
    says: 'Ereignis {sequence} wurde nachträglich eingefügt: Das danach wurde als Ereignis {sequence} geschrieben.',
    next: compare,
  },
  journal_moved: {
    says: 'Ereignis {sequence} wurde als Ereignis {origin} geschrieben: Die Reihenfolge wurde geändert.',
    next: compare,
  },
  journal_removed: {
    says: 'Vor Ereignis {sequence} {count?wurde|wurden} {count} entfernt und der Rest neu nummeriert.',
    next: search,
  },
  journal_truncated: {
    says: 'Das Journal endet mit Ereignis {last}, {place} hat aber einen Kopf für Ereignis {head}: Das Ende wurde abgeschnitten.',
    next: 'Lassen Sie die Datei, wie sie ist, und suchen Sie den Rest in einer Sicherung oder einem Export.',
  },
  journal_rewritten: {
    says: 'Ereignis {sequence} ist nicht das, für das {place} einen Kopf hat: Das Journal wurde dort oder davor neu geschrieben.',
    next: compare,
  },
  journal_unreadable: {says: '{file} ist nicht als Journal lesbar: {cause}', next: restore},
  journal_altered: {
    says: 'Die Tabellen von {file} sind nicht die, die Parrot angelegt hat: {name}',
    next: restore,
  },
  journal_index: {
    says: 'Die Indizes von {file} passen nicht zu den Ereignissen; gefilterte Listen können falsch sein: {cause}',
    next: 'Heben Sie eine Kopie der Datei auf, und reparieren Sie sie mit: sqlite3 {file} REINDEX',
  },
  export_unreadable: {
    says: 'Zeile {line} von {file} ist kein Ereignis.',
    next: 'Exportieren Sie noch einmal: parrot audit export',
  },
  export_unfinished: {
    says: '{file} endet ohne den Kopf, mit dem ein Export endet: Das Ende wurde abgeschnitten.',
    next: 'Exportieren Sie noch einmal: parrot audit export',
  },
  head_forged: {
    says: 'Der Kopf für Ereignis {sequence} in {place} trägt eine Signatur, die nicht stimmt.',
    next: 'Jemand hat in {place} geschrieben. Sehen Sie nach, wer das kann, und heben Sie eine Kopie auf.',
  },
  head_refused: {
    says: '{place} nahm keinen Kopf des Journals an: {cause}',
    next: 'Bringen Sie den Ort in Ordnung, oder nehmen Sie ihn aus audit.heads. Bis dahin lässt sich das Journal nur von den anderen Orten aus beweisen.',
  },
  host_key_unusable: {
    says: 'Der Schlüssel {file} dieses Rechners ist nicht benutzbar: {cause}',
    next: 'Bis das behoben ist, lässt sich kein Kopf diesem Rechner zuordnen.',
  },
  host_key_missing: {
    says: 'Der Schlüssel {file} dieses Rechners ist weg: {count} {count?Kopf|Köpfe} außerhalb des Journals {count?lässt|lassen} sich ihm nicht zuordnen.',
    next: 'Holen Sie ihn aus einer Sicherung zurück. Sonst wird ein neuer gemacht, und Köpfe des alten gelten dann als die eines anderen Rechners.',
  },
  heads_other_key: {
    says: '{count} {count?Kopf|Köpfe} in {place} {count?ist|sind} mit einem Schlüssel signiert, der nicht der dieses Rechners ist.',
    next: 'Das ist zu erwarten, wenn der Schlüssel verloren ging oder das Journal von einem anderen Rechner kommt.',
  },
  heads_garbled: {says: '{count} {count?Zeile|Zeilen} in {place} {count?ist kein Kopf|sind keine Köpfe}.'},
  heads_unreadable: {
    says: '{place} ist nicht lesbar: {cause}',
    next: 'Die Köpfe dort wurden nicht verglichen. Bringen Sie den Ort in Ordnung, und prüfen Sie noch einmal.',
  },
  heads_none: {
    says: 'Kein Kopf außerhalb des Journals bürgt für seine Ereignisse: Geprüft wurde nur die Kette selbst.',
    next: 'Wer die Datei schreiben kann, kann eine ganze Kette neu schreiben. Senden Sie Köpfe woandershin: audit.heads in der Konfiguration.',
  },
  cut_forged: {
    says: '{file} sagt, dass die Ereignisse bis {sequence} abgetrennt wurden, und der Schlüssel dieses Hosts hat das nicht signiert.',
    next: 'Lassen Sie die Datei, wie sie ist, und suchen Sie die Ereignisse in einer Sicherung oder einem Archiv. Nach einem neuen Host-Schlüssel: parrot events prune',
  },
  cut_unrecorded: {
    says: 'Die Ereignisse bis {sequence} wurden abgetrennt, und Ereignis {event} sagt davon nichts.',
    next: 'Lassen Sie die Datei, wie sie ist, und suchen Sie die Ereignisse in einer Sicherung oder einem Archiv.',
  },
  cut_unproved: {
    says: 'Hier sagt nichts, wessen Schlüssel signiert hat, dass die Ereignisse bis {sequence} abgetrennt wurden.',
    next: 'Vergleichen Sie ihn mit dem Schlüssel des Hosts: {key}',
  },
  head_cut: {
    says: 'Ereignis {sequence} wurde mit allen bis {to} abgetrennt: Der erwartete Kopf lässt sich an nichts prüfen.',
    next: 'Notieren Sie einen neueren: parrot audit head',
  },
  export_missing: {
    says: '{file} kann nicht gelesen werden: {cause}',
    next: 'Geben Sie die Datei an, in die exportiert wurde: parrot audit export --output DATEI',
  },
  prune_archive: {
    says: 'Was abgetrennt wird, wird nicht nach "{file}" geschrieben: Eine Datei wird mit ihrem ganzen Pfad und an einem Terminal genannt.',
    next: 'Für das, was von selbst geht, setzen Sie audit.archive: ein Ordner.',
  },
  prune_nothing_said: {
    says: 'Es ist nicht gesagt, wie lange Ereignisse bleiben: audit.retentionDays und audit.retentionBytes sind 0.',
    next: 'Geben Sie --days oder --bytes an, oder: parrot config set audit.retentionDays 90',
  },
  prune_busy: {
    says: 'Ein anderer Prozess trennt schon Ereignisse ab.',
    next: 'Versuchen Sie es noch einmal, wenn er fertig ist.',
  },
  prune_failed: {
    says: 'Es wurde nichts abgetrennt, oder der Platz wurde nicht frei: {cause}',
    next: 'Was da ist, zeigt: parrot audit verify. Versuchen Sie es dann noch einmal.',
  },
} as const satisfies Translation<typeof english>
