import type {alertTexts as english} from '../en/alerts.ts'
import type {Translation} from '../fill.ts'

export const alertTexts = {
  alert_backup_failed: {
    says: 'Die Sicherung endete mit "{outcome}".',
    next: 'Den Grund zeigt: parrot events list --type CALL_FINISHED --plugin backup --limit 3. Danach neu sichern: parrot backup create',
  },
  alert_backup_why: {
    says: 'Die Sicherung endete mit "{outcome}": {why}',
    next: 'Sehen Sie selbst nach, und sichern Sie neu: parrot backup create',
  },
  alert_drill_findings: {
    says: 'Eine Probe der Sicherung ergab, dass sie nicht zurückgibt, was gesichert wurde: {summary}',
    next: 'Prüfen Sie alles: parrot backup verify --all. Legen Sie dann eine neue an, bevor die alte gebraucht wird: parrot backup create. Ein Repository von restic reparieren Sie zuerst: restic repair packs',
  },
  alert_drill_failed: {
    says: 'Eine Probe der Sicherung war nicht möglich; ob sie zurückgibt, was gesichert wurde, ist nicht bekannt.',
    next: 'Den Grund zeigt: parrot backup drill',
  },
  alert_schedule_missed: {
    says: 'Der Eintrag "{entry}" des Zeitplans hat {count} {count?Termin|Termine} versäumt ({because}), zuletzt am {last}.',
    next: 'Wie es um ihn steht, zeigt: parrot setup_cron status',
  },
  alert_plugin_tampered: {
    says: 'Die Dateien des Plugins "{name}" sind nicht die genehmigten; es läuft nicht.',
    next: 'Sehen Sie nach, was sich geändert hat und wer das konnte: parrot plugin verify {name}. Genehmigen Sie es nur, wenn Sie das selbst waren: parrot plugin approve {name}',
  },
  alert_config_refused: {
    says: 'Eine neue Konfiguration wurde abgelehnt; die bisherige gilt weiter.',
    next: 'Was daran falsch ist, zeigt: parrot config check',
  },
  alert_journal_trouble: {
    says: 'Das Journal hat die Prüfung nicht bestanden: {cause}',
    next: 'Lassen Sie die Datei, wie sie ist, und vergleichen Sie sie mit dem, was für sie bürgt: parrot audit verify',
  },
  alert_health_findings: {
    says: 'health_check hat etwas gefunden: {summary}',
    next: 'Was, zeigt: parrot health_check',
  },
  alert_update_failed: {
    says: 'system_update endete mit "{outcome}".',
    next: 'Den Stand und den Weg zurück zeigt: parrot system_update status',
  },
  alert_workflow_failed: {
    says: 'Der Workflow {tool} endete mit "{outcome}".',
    next: 'Bei welchem Schritt, zeigt: parrot events list --type WORKFLOW_COMPLETED --limit 1. Von dort geht es weiter: parrot {tool} --resume',
  },
  alert_within: {
    says: 'Regel {name}: {operation} ist seit {time} nicht gut ausgegangen.',
    next: 'Wie es zuletzt endete, zeigt: parrot events list --type CALL_FINISHED --limit 20',
  },
  alert_value: {
    says: 'Regel {name}: {path} von {operation} ist {value}, also mehr als {above}.',
    next: 'Sehen Sie gleich nach: parrot run {operation}',
  },
  alert_event: {
    says: 'Regel {name}: {event}, Ereignis {sequence}.',
    next: 'Das Ereignis zeigt: parrot events list --type {event} --limit 1',
  },
  alert_call: {
    says: 'Regel {name}: {event} von {tool}, Ergebnis "{outcome}".',
    next: 'Alles darüber zeigt: parrot events list --type {event} --json --limit 5',
  },
  alert_test: {says: 'Ein Test der Regel {name}, verlangt von {who}. Es ist alles in Ordnung.'},
  alert_over: {says: 'Es ist vorbei, nach {lasted}. Es war: {what}'},
  alert_rule_unknown: {says: 'Es gibt keine Regel "{name}".', next: 'Es gibt: {rules}.'},
  alert_rule_unknown_near: {
    says: 'Es gibt keine Regel "{name}".',
    next: 'Meinten Sie {near}? Es gibt: {rules}.',
  },
  alert_span: {
    says: '--for: "{text}" ist keine Zeitspanne.',
    next: 'Geben Sie eine an, etwa 30m, 2h oder 7d.',
  },
  alert_not_silent: {says: 'Die Regel {name} ist nicht stummgeschaltet.'},
  alert_busy: {
    says: 'Seit zehn Sekunden wertet jemand anders die Regeln für Meldungen aus.',
    next: 'Versuchen Sie es noch einmal. Wer sie belegt, zeigt: fuser -v {file}',
  },
  alert_state_damaged: {
    says: '{file} ist nicht so, wie Parrot sie geschrieben hat; die Meldungen wurden aus dem Journal neu ermittelt.',
    next: 'Stummschaltungen sind vergessen; richten Sie sie neu ein: parrot alert silence',
  },
  alert_deadman: {
    says: 'Die Regel {name} konnte ihrem Totmannschalter nicht mitteilen, dass alles in Ordnung ist: {cause}',
    next: 'Prüfen Sie die Adresse unter alerts.rules.{name}.deadman und ob sie von hier erreichbar ist.',
  },
  alert_journal_shorter: {
    says: 'es endet mit Ereignis {last}, und Ereignis {seen} war schon einmal zu sehen',
  },
  alert_journal_other: {says: 'Ereignis {seen} ist nicht das, das zuvor zu sehen war'},
  alert_verify_findings: {
    says: 'Was gesichert wurde, ist nicht mehr, wie es gesichert wurde: {summary}',
    next: 'Machen Sie eine neue Sicherung, bevor die alte gebraucht wird: parrot backup create. Sehen Sie dann nach, welche beschädigt sind, und entfernen Sie diese oder reparieren Sie das Repository, bis hier nichts mehr gefunden wird: parrot backup verify --all',
  },
  alert_verify_failed: {
    says: 'Die Archive konnten nicht durchgelesen werden; ob sie gut sind, ist nicht bekannt.',
    next: 'Den Grund zeigt: parrot backup verify --all',
  },
} as const satisfies Translation<typeof english>
