import type {configTexts as english} from '../en/config.ts'
import type {Translation} from '../fill.ts'

const mend = 'Beheben Sie es: {mend}'

export const configTexts = {
  config_unreadable: {
    says: '{file}: {cause}',
    next: 'Bringen Sie die Datei oder ihre Rechte in Ordnung, und versuchen Sie es noch einmal.',
  },
  config_not_a_file: {
    says: '{file} ist keine gewöhnliche Datei.',
    next: 'Legen Sie dort eine gewöhnliche Datei ab.',
  },
  config_foreign: {
    says: '{file} gehört der uid {owner}; wem sie gehört, der könnte hier Rechte ändern.',
    next: 'Übernehmen Sie sie: chown "$(id -u)" {file}',
  },
  config_writable: {
    says: '{file} ist für andere schreibbar; sie könnten damit Rechte ändern.',
    next: 'Sperren Sie sie: chmod go-w {file}',
  },
  config_too_large: {says: '{file} ist größer als {most} Bytes.', next: 'Verkleinern Sie sie.'},
  config_syntax: {says: '{file}:{line}:{column}: {cause}', next: mend},
  config_empty: {
    says: '{file}:1:1: Die Datei ist leer; vielleicht wurde sie beim Schreiben abgeschnitten.',
    next: 'Beheben Sie es: {mend}. Oder löschen Sie sie, dann gelten alle Vorgaben.',
  },
  config_wrong: {says: '{file}:{line}:{column}: {path}: {cause}; gefunden: {found}.', next: mend},
  config_wrong_number: {
    says: '{file}:{line}:{column}: {path}: {cause}; gefunden: {found}.',
    next: 'Erwartet wird: {want}. Beheben Sie es: {mend}',
  },
  config_key: {
    says: '{file}:{line}:{column}: {path} ist kein Schlüssel; es gibt {known}.',
    next: mend,
  },
  config_key_near: {
    says: '{file}:{line}:{column}: {path} ist kein Schlüssel; der nächstliegende ist {near}.',
    next: mend,
  },
  config_project: {
    says: '{cause} Die Datei wird ausgelassen.',
    next: 'Die Datei eines Projekts darf nur plugins.<name>.<KEY> enthalten.',
  },
  config_self: {
    says: 'Damit nähme Ihnen {file} das Recht auf alles.',
    next: 'Lassen Sie einen anderen Administrator die Änderung machen, oder lassen Sie Rollen und Benutzer, wo sie sind.',
  },
  config_of_plugin: {
    says: 'Einstellungen von Plugins werden mit einer eigenen Prüfung gesetzt, die weiß, was geheim ist.',
    next: 'parrot plugin config {name} {action} {key}{value}',
  },
  config_value_wrong: {
    says: '{key} nimmt das nicht an: {cause}.',
    next: 'Er nimmt {takes}; ohne Angabe gilt {standard}.',
  },
  config_rule_operation: {
    says: '{from}: Die Regel "{name}" achtet auf {operation}, und diese Operation gibt es hier nicht.',
    next: 'Nennen Sie eine, die es gibt, oder aktivieren Sie das Plugin, das sie hat. Siehe: parrot plugin list',
  },
  config_rule_operation_near: {
    says: '{from}: Die Regel "{name}" achtet auf {operation}, und diese Operation gibt es hier nicht; die nächstliegende ist {near}.',
    next: 'Schreiben Sie {near}, oder aktivieren Sie das Plugin, das {operation} hat.',
  },
  config_shadowed: {
    says: '{file} wird nicht gelesen: {by} ist auch da und gilt.',
    next: 'Löschen Sie eine von beiden.',
  },
  config_elsewhere: {says: '{key} ist gesetzt, es gilt aber {from}.', next: 'Entfernen Sie es dort.'},
  config_no_key: {says: 'Es gibt keinen Schlüssel {key}.', next: 'Alle zeigt: parrot config show'},
  config_no_key_near: {says: 'Es gibt keinen Schlüssel {key}.', next: 'Meinten Sie {near}?'},
  config_there_json: {
    says: '{file} gibt es schon, und JSON hat keinen Platz für Kommentare; die Datei blieb, wie sie war.',
    next: 'Alle Schlüssel, und was gesetzt ist, in YAML: parrot config init --dry-run > {yaml} && rm {file}',
  },
  config_there: {
    says: '{file} gibt es schon; die Datei blieb, wie sie war.',
    next: 'Ändern Sie sie: parrot config edit',
  },
  config_moved_on: {
    says: '{file} wurde inzwischen von jemand anderem geändert; dessen Fassung blieb stehen.',
    next: 'Bearbeiten Sie sie noch einmal: parrot config edit',
  },
  config_whole: {says: 'Hier ist nichts defekt.', next: 'parrot config edit, oder parrot config rollback'},
  config_edit_program: {
    says: '{file} ist ein Programm; zum Prüfen müsste es ausgeführt werden.',
    next: 'Bearbeiten Sie es mit einem Editor, dann: parrot config check',
  },
  config_check_program: {
    says: '{file} ist ein Programm; es wird als Konfiguration ausgeführt und nie zum Prüfen.',
    next: 'Legen Sie es an seinen Platz, dann: parrot config check',
  },
  config_check_missing: {says: 'Es gibt keine Datei {file}.', next: 'Nennen Sie eine, die es gibt.'},
  config_check_kind: {
    says: '{file} ist keine Art von Konfiguration.',
    next: 'Nennen Sie eine Datei mit der Endung .json, .yaml, .yml oder .env.',
  },
  config_history_empty: {
    says: 'Es gibt keine andere Konfiguration, die gut war.',
    next: 'Bei jeder Änderung durch parrot config init, set, unset, edit und rollback wird eine aufgehoben, und durch parrot config check.',
  },
  config_history_none: {
    says: 'Es gibt keine Nummer {number}.',
    next: 'Alle zeigt: parrot config history',
  },
  config_rollback_useless: {
    says: 'Es gibt nichts zurückzunehmen: Der Fehler liegt nicht in {file}; die Datei blieb, wie sie war.',
    next: 'Beheben Sie, was hier genannt ist, dann: parrot config check',
  },
  config_history_other: {
    says: 'Nummer {number} war {name}, und jetzt ist {file} da.',
    next: 'Verschieben Sie {file}, und versuchen Sie es noch einmal.',
  },
  config_waits: {
    says: 'Die letzte Änderung wartet bis {until} auf Bestätigung.',
    next: 'Bestätigen Sie sie: parrot config confirm. Oder nehmen Sie sie zurück: parrot config rollback',
  },
  config_time: {
    says: '{text} ist keine Zeit, die eine Änderung warten kann.',
    next: 'Geben Sie sie als 30s, 5m oder 2h an, höchstens 24h.',
  },
  config_none_waits: {
    says: 'Keine Änderung wartet auf Bestätigung.',
    next: 'Was es gab, zeigt: parrot config history',
  },
  reload_refused: {
    says: 'Was die Dateien sagen, wurde nicht übernommen; alles ist, wie es war.',
    next: 'Bringen Sie sie in Ordnung: parrot config check',
  },
  reload_nobody: {
    says: 'Hier läuft kein Server; die Dateien sind richtig, und was startet, übernimmt sie.',
    next: 'Starten Sie einen: parrot server start',
  },
  server_refuses: {says: '{cause}', next: 'Beheben Sie es, dann: parrot config reload'},
  reload_restart: {
    says: 'Geändert, wirkt aber erst nach dem nächsten Start: {keys}.',
    next: 'Starten Sie neu, was Anfragen bedient.',
  },
  home_foreign: {
    says: '{folder} gehört der uid {owner}, und Sie sind uid {uid}; dort wurde nichts angelegt.',
    next: 'Führen Sie Parrot als Eigentümer aus, oder setzen Sie {variable} auf einen eigenen Ordner.',
  },
  home_link: {
    says: '{folder} ist ein Link; wohin er führt, bleibt unberührt.',
    next: 'Legen Sie dort einen echten Ordner an, oder setzen Sie PARROT_HOME.',
  },
  home_unmade: {
    says: 'Der Ordner {folder} lässt sich nicht anlegen: {cause}',
    next: 'Nichts läuft ohne Aufzeichnung. Schaffen Sie Platz dafür, oder setzen Sie PARROT_HOME auf einen Ordner, in den Sie schreiben können.',
  },
  home_no_folder: {
    says: '{folder} ist kein Ordner, und Parrot bewahrt dort seine Aufzeichnungen auf.',
    next: 'Nichts läuft ohne Aufzeichnung. Schieben Sie es beiseite, oder setzen Sie PARROT_HOME auf einen Ordner, in den Sie schreiben können.',
  },
  config_weakening: {
    says: '{name} wird ignoriert: Es würde eine Schutzmaßnahme abschalten ({from}).',
    next: 'Löschen Sie die Variable {name}.',
  },
  config_variable: {
    says: '{place}: {cause}',
    next: 'Setzen Sie {name} auf etwas anderes, oder löschen Sie die Variable, dann: parrot config check',
  },
  config_variable_wrong: {
    says: '{place}: gefunden: {found}, erwartet: {want}.',
    next: 'Setzen Sie {name} so: {want}; oder löschen Sie die Variable, dann: parrot config check',
  },
  config_variable_unknown: {
    says: '{from}: {name} ist keine Variable von Parrot; sie wird ignoriert.',
    next: 'Entfernen Sie die Zeile.',
  },
  config_variable_instead: {
    says: '{from}: {name} bewirkt hier nichts.',
    next: 'Sagen Sie es mit {instead}.',
  },
  config_variable_near: {
    says: '{from}: {name} ist keine Variable von Parrot; sie wird ignoriert. Die nächstliegende ist {near}.',
    next: 'Schreiben Sie {near}, oder entfernen Sie die Zeile.',
  },
  config_profile: {
    says: 'Es gibt kein Profil "{name}", das {from} verlangt.',
    next: 'Schreiben Sie es nach {file}, oder lassen Sie {from} weg.',
  },
  config_profile_name: {
    says: '{from}: Ein Profil heißt mit Kleinbuchstaben, Ziffern, "-" und "_".',
    next: 'Nennen Sie eines, das im Ordner profiles/ neben der Konfiguration liegt.',
  },
  config_unknown: {
    says: '{plugin}: {key}: {cause}',
    next: 'Benennen Sie plugins.{plugin}.{key} in der Konfiguration um, oder entfernen Sie es.',
  },
  config_unknown_at: {
    says: '{from}: {plugin}: {key}: {cause}',
    next: 'Benennen Sie es dort um, oder entfernen Sie es.',
  },
  config_value_at: {
    says: '{from}: {plugin}: {key}: {cause}',
    next: 'Geben Sie es dort so an: {want}; oder entfernen Sie es.',
  },
  config_value: {
    says: '{plugin}: {key}: {cause}',
    next: 'Setzen Sie plugins.{plugin}.{key} in der Konfiguration. Erwartet wird: {want}.',
  },
  config_webhook_unsigned: {
    says: 'Der Webhook des Abonnenten "{name}" hat kein Geheimnis: Wer benachrichtigt wird, kann nicht wissen, dass es dieser Rechner war.',
    next: 'Legen Sie eines in einer Datei ab, und nennen Sie es neben der url: secret: {file: /pfad}. Siehe docs/events.md',
  },
  config_variable_shell: {
    says: '{name} ist nur in dieser Umgebung gesetzt; cron und ein anderswo gestarteter Server sehen es nicht.',
    next: 'Schreiben Sie es in die config.env neben der Konfiguration: {name}=…',
  },
} as const satisfies Translation<typeof english>
