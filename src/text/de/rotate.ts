import type {rotateTexts as english} from '../en/rotate.ts'
import type {Translation} from '../fill.ts'

export const rotateTexts = {
  rotate_setting: {
    says: '{key} kann nicht "{value}" sein.',
    next: 'Was möglich ist, zeigt: parrot plugin config log_rotate',
  },
  rotate_busy: {
    says: 'Eine andere Rotation ist im Gang.',
    next: 'Warten Sie ihr Ende ab, und starten Sie noch einmal.',
  },
  log_folder_missing: {
    says: '{folder} ist nicht da.',
    next: 'Berichtigen Sie LOG_DIRS: parrot plugin config log_rotate',
  },
  log_folder_link: {
    says: '{folder} ist kein Ordner, oder ein Link führt dorthin.',
    next: 'Nennen Sie den Ordner selbst, wie realpath(1) ihn zeigt.',
  },
  log_folder_open: {
    says: 'Jeder darf in {folder} schreiben; dort wird nichts rotiert.',
    next: 'Nehmen Sie das Recht weg: chmod o-w {folder}',
  },
  log_folder_own: {
    says: '{folder} enthält Parrots eigene Aufzeichnungen, die keine Logs sind; dort wird nichts rotiert.',
    next: 'Nehmen Sie ihn aus LOG_DIRS: parrot plugin config log_rotate',
  },
  log_folder_failed: {says: '{folder} kann nicht angesehen werden: {cause}'},
  log_is_link: {says: 'es ist ein Link, und Links wird nicht gefolgt'},
  log_not_file: {says: 'es ist keine gewöhnliche Datei'},
  log_own: {says: 'es ist eine von Parrots eigenen Aufzeichnungen'},
  log_hard_links: {says: 'es hat mehr als einen Namen'},
  log_foreign: {says: 'es gehört uid {uid}, gid {gid}, und eine neue Datei könnte das nicht'},
  log_name_long: {says: 'mit einem Datum wäre der Name länger als 255 Bytes'},
  log_taken: {says: 'etwas anderes hat den Namen, den es bekäme'},
  log_failed: {
    says: '{file} konnte nicht rotiert werden: {cause}',
    next: 'Die Zeilen sind, wo sie waren, oder in der neuesten rotierten Datei.',
  },
  archive_written: {says: 'jemand schreibt noch hinein'},
  archive_failed: {
    says: '{file} konnte nicht komprimiert werden: {cause}',
    next: 'Sie bleibt bis zum nächsten Lauf, wie sie ist.',
  },
  archive_stays: {says: '{file} konnte nicht entfernt werden: {cause}'},
  reopen_pid_file: {
    says: 'Wer in die Logs schreibt, konnte nicht benachrichtigt werden: {file}: {cause}.',
    next: 'Berichtigen Sie LOG_SIGNALS: parrot plugin config log_rotate. Bis dahin schreibt er in die rotierten Dateien; es geht keine Zeile verloren.',
  },
  reopen_stranger: {
    says: 'Prozess {pid}, den {file} nennt, schreibt in keines der rotierten Logs; er wurde nicht benachrichtigt.',
    next: 'Wer es tut, zeigt: lsof. Es geht keine Zeile verloren.',
  },
  reopen_uncaught: {
    says: 'Prozess {pid}, den {file} nennt, behandelt {signal} nicht und würde davon beendet; er wurde nicht benachrichtigt.',
    next: 'Sehen Sie nach, was er stattdessen will, und berichtigen Sie LOG_SIGNALS: parrot plugin config log_rotate',
  },
  reopen_failed: {says: 'Prozess {pid} war {signal} nicht zu senden: {cause}'},
  rotate_summary: {
    says: '{rotated} rotiert, {compressed} komprimiert, {removed} entfernt, {unchanged} nicht fällig, {left} gelassen',
  },
  rotate_summary_dry: {
    says: 'Es würden {rotated} rotiert, {compressed} komprimiert, {removed} entfernt; {unchanged} nicht fällig, {left} gelassen',
  },
  archive_old: {says: 'älter als {days} {days?Tag|Tage}'},
  archive_many: {says: 'mehr als {keep} werden aufgehoben'},
  log_due_forced: {says: 'verlangt'},
  log_due_size: {says: 'so groß wie {bytes} Bytes'},
  log_due_age: {says: 'seit {days} {days?Tag|Tagen} nicht rotiert'},
} as const satisfies Translation<typeof english>
