import type {scheduleTexts as english} from '../en/schedule.ts'
import type {Translation} from '../fill.ts'

export const scheduleTexts = {
  schedule_same: {says: 'Es ist nichts zu ändern.'},
  schedule_would: {says: 'Ein Probelauf: Es wurde nichts geändert.'},
  schedule_done: {says: 'Der Zeitplan ist geändert und mit ihm die Crontab.'},
  schedule_would_take: {
    says: 'Ein Probelauf: Es wurde nichts geändert. Diese Rechte, für Einträge gegeben und dann von keinem gebraucht, würden zurückgenommen: {rights}.',
  },
  schedule_took: {
    says: 'Der Zeitplan ist geändert und mit ihm die Crontab. Zurückgenommen, weil sie für Einträge gegeben waren und keiner sie noch braucht: {rights}.',
  },
  schedule_would_grant: {
    says: 'Ein Probelauf: Es wurde nichts geändert. Diese Rechte würden Rollen für Einträge gegeben: {granted}.',
  },
  schedule_granted: {
    says: 'Zeitplan und Crontab sind wie verlangt. Rollen für Einträge gegeben: {granted}.',
  },
  schedule_would_swap: {
    says: 'Ein Probelauf: Es wurde nichts geändert. Diese Rechte würden Rollen für Einträge gegeben: {granted}. Diese, für Einträge gegeben und dann von keinem gebraucht, würden zurückgenommen: {rights}.',
  },
  schedule_swapped: {
    says: 'Zeitplan und Crontab sind wie verlangt. Rollen für Einträge gegeben: {granted}. Zurückgenommen, weil sie für Einträge gegeben waren und keiner sie noch braucht: {rights}.',
  },
  schedule_stay: {says: 'Es wurde nichts geändert: Einträge, die es schon gibt, bleiben, wie sie sind.'},
  schedule_in_cron: {
    says: 'bleibt bei cron; damit systemd ihn startet: parrot setup_cron add {tool} --id {id} --systemd',
  },
  schedule_stays: {
    says: 'Rolle "{role}" behält {rights}, gegeben für Einträge, die es nicht mehr gibt: nur ein Admin nimmt es weg.',
    next: 'Lassen Sie jemanden, der rbac:manage hat, dies eingeben: parrot setup_cron sync',
  },
  schedule_stays_file: {
    says: 'Rolle "{role}" behält {rights}, gegeben für Einträge, die es nicht mehr gibt: {file} ist kein JSON.',
    next: 'Nehmen Sie es in {file} aus den permissions dieser Rolle.',
  },
  schedule_stays_held: {
    says: 'Rolle "{role}" behält {rights}, gegeben für Einträge, die es nicht mehr gibt: {holder} hat diese Rolle auch.',
    next: 'Wenn {holder} es nicht braucht, nehmen Sie es in {file} aus den permissions dieser Rolle.',
  },
  schedule_unset: {
    says: '"{plugin}" ist noch nicht eingerichtet: {key} hat keinen Wert; siehe: parrot plugin config {plugin}',
  },
  schedule_off: {says: 'die Konfiguration sagt "off"'},
  schedule_root: {says: 'das kann nur root'},
  schedule_not_here: {says: 'es gibt kein aktiviertes Plugin "{name}"'},

  schedule_busy: {
    says: 'Seit zwei Minuten ändert jemand anders den Zeitplan in {file}; es wurde nichts geändert.',
    next: 'Versuchen Sie es noch einmal. Wer ihn belegt, zeigt: fuser -v {file}',
  },
  schedule_damaged: {
    says: '{file} ist nicht so, wie Parrot sie geschrieben hat; nichts darin wird ausgeführt oder geändert.',
    next: 'Spielen Sie eine Kopie zurück, oder verschieben Sie die Datei, und richten Sie den Zeitplan neu ein: parrot setup_cron',
  },
  schedule_no_tool: {
    says: 'Kein aktiviertes Plugin hat den Befehl "{tool}", also gibt es nichts, was zu einer Zeit laufen könnte.',
    next: 'Was es gibt, zeigt: parrot plugin list. Ein Befehl aus zwei Wörtern wird mit "_" geschrieben: backup_create',
  },
  schedule_no_tool_near: {
    says: 'Kein aktiviertes Plugin hat den Befehl "{tool}", also gibt es nichts, was zu einer Zeit laufen könnte.',
    next: 'Meinten Sie {near}? Was es gibt, zeigt: parrot plugin list',
  },
  schedule_step: {
    says: '{tool} ruft {step} auf, und kein aktiviertes Plugin hat diesen Befehl.',
    next: 'Was es gibt, zeigt: parrot plugin list',
  },
  schedule_itself: {says: '"{tool}" ändert den Zeitplan, und der Zeitplan ändert sich nicht selbst.'},
  schedule_secret: {
    says: 'Die Eingabe "{input}" ist geheim, und der Zeitplan hielte sie lesbar fest, solange der Eintrag besteht.',
    next: 'Machen Sie eine Einstellung des Plugins daraus: parrot plugin config {plugin} set KEY',
  },
  schedule_input: {
    says: '--input ist nicht ein JSON-Objekt: {cause}',
    next: 'Schreiben Sie es in einfache Anführungszeichen, seine Namen und Texte in doppelte.',
  },
  schedule_id: {
    says: '"{id}" kann kein Name eines Eintrags sein.',
    next: 'Nehmen Sie Kleinbuchstaben, Ziffern, "_" und "-", vorn einen Buchstaben, höchstens 64 Zeichen.',
  },
  schedule_at: {
    says: '"{at}" ist keine Zeit: {want}.',
    next: 'Jede Nacht um 3:15 Uhr: --at "15 3 * * *"',
  },
  schedule_never: {says: '"{at}" kommt nie.', next: 'Prüfen Sie Tag und Monat.'},
  schedule_both: {
    says: 'Einen Eintrag startet cron oder systemd, nicht beide.',
    next: 'Geben Sie --cron oder --systemd an.',
  },
  schedule_no_time: {
    says: '"{tool}" schlägt keine Zeit vor.',
    next: 'Sagen Sie, wann: --at daily, oder fünf Felder wie in crontab(5): --at "15 3 * * *"',
  },
  schedule_taken_unseen: {
    says: 'Es gibt schon einen Eintrag "{id}", für etwas anderes.',
    next: 'Geben Sie diesem einen eigenen Namen: --id NAME',
  },
  schedule_taken: {
    says: 'Der Eintrag "{id}" führt {tool} schon aus.',
    next: 'Geben Sie diesem einen eigenen Namen: --id NAME. Oder entfernen Sie jenen: parrot setup_cron remove {id}',
  },
  schedule_full: {
    says: 'Es gibt schon {most} Einträge.',
    next: 'Entfernen Sie welche: parrot setup_cron remove ID',
  },
  schedule_for_people: {
    says: 'Nur ein Mensch an einem Terminal lässt {tool} ausführen; die Uhr bekäme jedes Mal eine Absage.',
    next: 'Was sich planen lässt, zeigt: parrot --help',
  },
  schedule_terminal: {
    says: 'Den Zeitplan ändert ein Mensch am Terminal und sonst niemand.',
  },
  schedule_rights: {
    says: 'Der Eintrag "{id}" liefe mit der Rolle "{role}", der {rights} fehlt; es wurde nichts geändert.',
    next: 'Um es der Rolle zu geben (ein Administrator darf das), fügen Sie --grant hinzu. Oder nehmen Sie eine Rolle, die es hat: parrot setup_cron add … --role ROLLE',
  },
  schedule_refused: {
    says: 'Der Eintrag "{id}" liefe mit der Rolle "{role}", die {rights} verbietet oder nachfragt; es wurde nichts geändert.',
    next: 'Die Rolle zeigt: parrot role show {role}',
  },
  schedule_author: {
    says: 'Was der Eintrag "{id}" täte, dürfen Sie selbst nicht: Keine Ihrer Rollen deckt {rights} ab. Es wurde nichts geändert.',
    next: 'Ihre Rollen zeigt: parrot whoami',
  },
  schedule_admin: {
    says: 'Nur ein Administrator kann der Rolle "{role}" {rights} geben; es wurde nichts geändert.',
    next: 'Fragen Sie jemanden mit dem Recht rbac:manage.',
  },
  schedule_roles_file: {
    says: '{file} ist kein JSON, deshalb muss {rights} der Rolle "{role}" von Hand gegeben werden; es wurde nichts geändert.',
    next: 'Fügen Sie es in {file} den Rechten dieser Rolle hinzu.',
  },
  schedule_unknown: {
    says: 'Im Zeitplan dieses Benutzers gibt es keinen Eintrag "{id}"; es wurde nichts gestartet.',
    next: 'Die Einträge zeigt: parrot setup_cron list. Eine Zeile, die in der Crontab übrig ist, verschwindet mit: parrot setup_cron',
  },
  schedule_unknown_near: {
    says: 'Im Zeitplan dieses Benutzers gibt es keinen Eintrag "{id}"; es wurde nichts gestartet.',
    next: 'Meinten Sie {near}? Die Einträge zeigt: parrot setup_cron list',
  },
  schedule_foreign: {
    says: 'Der Eintrag "{id}" stammt von uid {owner}, und dies ist uid {uid}; es wurde nichts gestartet.',
    next: 'Legen Sie ihn als dieser Benutzer neu an: parrot setup_cron add',
  },
  schedule_running: {
    says: 'Der vorige Lauf des Eintrags "{id}" ist nicht beendet; dieser wurde nicht gestartet.',
    next: 'Was so lange dauert, zeigt: parrot setup_cron status. Oder lassen Sie ihn seltener laufen.',
  },
  schedule_empty: {says: 'Es ist nichts geplant.'},
  schedule_offered: {says: 'Plugins schlagen vor: {tools}'},
  schedule_lacks: {says: 'würde jetzt abgelehnt: {who} fehlt {right}'},
  schedule_missed: {says: '{count} versäumt ({because}), zuletzt am {last}'},
  schedule_missed_many: {says: '{count} oder mehr versäumt ({because}), zuletzt am {last}'},
  schedule_gone: {
    says: 'Es gibt keinen Eintrag "{id}"; es wurde nichts geändert.',
    next: 'Die Einträge zeigt: parrot setup_cron list',
  },
  schedule_gone_near: {
    says: 'Es gibt keinen Eintrag "{id}"; es wurde nichts geändert.',
    next: 'Meinten Sie {near}? Die Einträge zeigt: parrot setup_cron list',
  },
  schedule_made_up: {says: '{tool}, jetzt nachgeholt, endete mit {outcome}.'},

  crontab_differs: {
    says: 'Ihre Crontab ist nicht so, wie der Zeitplan sagt.',
    next: 'Was abweicht, zeigt: parrot setup_cron diff. Berichtigen Sie sie: parrot setup_cron sync',
  },
  doctor_schedule: {says: 'cron läuft und startet {count} {count?Eintrag|Einträge}'},
  cron_not_running: {
    says: 'Hier läuft kein Cron-Dienst, also startet nichts zu seiner Zeit.',
    next: 'Starten Sie ihn: systemctl enable --now cron. Oder nehmen Sie Timer von systemd: parrot setup_cron --systemd',
  },
  cron_not_running_here: {
    says: 'Hier läuft kein Cron-Dienst, also startet nichts zu seiner Zeit.',
    next: 'Starten Sie ihn als root: service cron start. Systemd läuft auf diesem Rechner nicht; lassen Sie also das, was ihn hochfährt, auch cron starten.',
  },
  systemd_missing: {
    says: 'Hier gibt es kein systemd; es wurde nichts geändert.',
    next: 'Lassen Sie --systemd weg, dann übernimmt es cron.',
  },
  systemd_failed: {
    says: 'systemd hat es nicht getan, darum wurde nichts geändert: {cause}',
    next: 'Prüfen Sie, ob es für Sie läuft: systemctl --user status. Oder lassen Sie --systemd weg, dann übernimmt es cron.',
  },
  systemd_foreign: {
    says: '{file} ist keine Unit, die dieses Parrot geschrieben hat; es wurde nichts geändert.',
    next: 'Entfernen Sie sie, oder geben Sie dem Eintrag einen anderen Namen: --id NAME',
  },
  crontab_missing: {
    says: 'Hier gibt es kein crontab(1); es wurde nichts geändert.',
    next: 'Installieren Sie cron: apt-get install cron. Oder nehmen Sie Timer von systemd: --systemd',
  },
  crontab_missing_here: {
    says: 'Hier gibt es kein crontab(1); es wurde nichts geändert.',
    next: 'Installieren Sie cron: apt-get install cron. Starten Sie ihn dann als root: service cron start',
  },
  crontab_failed: {
    says: 'crontab(1) hat es nicht getan: {cause}',
    next: 'Prüfen Sie, ob Sie es benutzen dürfen: crontab -l. /etc/cron.allow und /etc/cron.deny entscheiden.',
  },
  crontab_marks: {
    says: 'In Ihrer Crontab stehen "{begin}" und "{end}" nicht je einmal in dieser Reihenfolge; es wurde nichts geändert.',
    next: 'Berichtigen oder entfernen Sie diese Zeilen von Hand: crontab -e',
  },
  crontab_other: {
    says: 'Der Abschnitt von Parrot in Ihrer Crontab ist der von {owner}, und dieses Parrot führt seinen Zustand in {own}; es wurde nichts geändert.',
    next: 'Entfernen Sie ihn zuerst von dort: {home} parrot setup_cron uninstall',
  },
  crontab_path: {
    says: 'Eine Zeile einer Crontab kann {path} nicht enthalten: cron läse es als etwas anderes. Es wurde nichts geändert.',
    next: 'Installieren Sie Parrot, oder legen Sie sein Home, in einen Ordner ohne Backslash und Steuerzeichen. Oder nehmen Sie --systemd.',
  },
  crontab_long: {
    says: 'Der Befehl für die Crontab wäre {length} Bytes lang, und cron nimmt {most}; es wurde nichts geändert.',
    next: 'Installieren Sie Parrot, oder legen Sie sein Home, in einen Ordner mit kürzerem Namen. Oder nehmen Sie --systemd.',
  },
} as const satisfies Translation<typeof english>
