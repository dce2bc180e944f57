import type {cleanTexts as english} from '../en/clean.ts'
import type {Translation} from '../fill.ts'

export const cleanTexts = {
  clean_young: {says: '{count} nicht alt genug'},
  clean_open: {says: '{count} in Benutzung'},
  clean_others: {says: '{count} von jemand anderem'},
  clean_special: {says: '{count} {count?Socket, Pipe oder Gerät|Sockets, Pipes oder Geräte}'},
  clean_private: {says: '{count}, um die sich systemd, snap oder X kümmern'},
  clean_own: {says: '{count} von Parrot oder das Home-Verzeichnis selbst'},
  clean_mount: {says: '{count} eingehängt'},
  clean_deep: {says: '{count} zu tief'},
  clean_changed: {says: '{count} inzwischen geändert'},
  clean_denied: {says: '{count} nicht erlaubt'},
  clean_failed: {says: '{count} nicht zu entfernen'},
  clean_path: {
    says: '"{path}" ist kein absoluter Pfad.',
    next: 'Berichtigen Sie ihn: parrot plugin config clean_cache',
  },
  clean_link: {
    says: '{path} ist kein Ordner, oder ein Link führt dorthin.',
    next: 'Nennen Sie den Ordner selbst, wie realpath(1) ihn zeigt.',
  },
  clean_unreadable: {says: '{path} kann nicht angesehen werden: {cause}.'},
  clean_own_folder: {
    says: '{path} ist kein Ordner für temporäre Dateien.',
    next: 'Nehmen Sie ihn aus TMP_DIRS heraus.',
  },
  clean_root: {
    says: 'Nur root darf aus {where} etwas entfernen.',
    next: 'Führen Sie es als root aus: sudo parrot clean_cache apply',
  },
  clean_program: {says: '{program} ist fehlgeschlagen: {cause}'},
  clean_everyone: {
    says: 'Nur root kann entfernen, was anderen gehört.',
    next: 'Lassen Sie --everyone weg, oder führen Sie es als root aus.',
  },
  clean_stopped: {says: 'Auf Ihren Wunsch angehalten; nicht zu Ende gebracht: {left}.'},
  clean_summary: {
    says: '{files} {files?Datei|Dateien} entfernt, {megabytes} MiB sind wieder frei',
  },
  clean_summary_plan: {
    says: '{files} {files?Datei|Dateien} würden entfernt, {megabytes} MiB würden frei',
  },
} as const satisfies Translation<typeof english>
