import type {serviceTexts as english} from '../en/service.ts'
import type {Translation} from '../fill.ts'

export const serviceTexts = {
  service_no_systemd: {
    says: 'Auf diesem Rechner läuft systemd nicht, also gibt es hier keine Units.',
    next: 'Nehmen Sie, was hier Dienste startet, oder führen Sie Parrot auf dem Host selbst aus, falls dies ein Container ist.',
  },
  service_silent: {
    says: 'systemd hat nicht geantwortet.',
    next: 'Ob es das tut, zeigt: systemctl is-system-running',
  },
  service_unknown: {
    says: 'Es gibt keine Unit "{unit}".',
    next: 'Die Units zeigt: systemctl list-unit-files',
  },
  service_unknown_near: {
    says: 'Es gibt keine Unit "{unit}".',
    next: 'Meinten Sie {near}?',
  },
  service_alias: {
    says: '"{unit}" ist ein anderer Name von {id}; es wurde nichts getan, denn Rechte gelten für den eigenen Namen der Unit.',
    next: 'Verlangen Sie {id}.',
  },
  service_masked: {
    says: '{unit} ist maskiert.',
    next: 'Wer sie maskiert hat, kann das aufheben: systemctl unmask {unit}',
  },
  service_no_reload: {
    says: '{unit} kann ihre Konfiguration nicht neu laden.',
    next: 'Starten Sie sie stattdessen neu: parrot service restart {unit}',
  },
  service_not_permitted: {
    says: 'Dieser Benutzer darf nicht {verb} für {unit}: {cause}',
    next: 'Die Regel, die genau das erlauben würde, zeigt: parrot service grant --unit {unit} --verb {verb} --for BENUTZER',
  },
  service_not_up: {
    says: '{unit} ist nach {verb} {state} (Ergebnis: {result}).',
    next: 'Was sie protokolliert hat, zeigt: parrot service logs {unit}',
  },
  service_not_done: {
    says: '{unit} ist {state}; systemd konnte {verb} nicht ausführen: {cause}',
    next: 'Was sie protokolliert hat, zeigt: parrot service logs {unit}',
  },
  service_left: {
    says: 'Niemand wartet mehr auf {unit}; systemd fährt mit {verb} fort.',
    next: 'Wie es steht, zeigt: parrot service status {unit}',
  },
  service_journal: {
    says: 'Das Journal von systemd konnte nicht gelesen werden: {cause}',
    next: 'Ein Benutzer liest alles darin als Mitglied der Gruppe systemd-journal.',
  },
  service_no_lines: {
    says: '{unit} hat in dieser Zeit nichts protokolliert, oder nichts, was dieser Benutzer lesen darf.',
  },
  service_is: {says: '{unit} ist {state}'},
  service_would: {says: '{unit} ist {state}; auszuführen wäre: {verb}'},
  service_grant_polkit: {
    says: 'Es wurde nichts geändert. Als {file} lässt dies {user} tun, was hier steht, und sonst nichts mit irgendeiner Unit.',
  },
  service_grant_sudo: {
    says: 'Es wurde nichts geändert. Als {file} lässt dies {user} diese Befehle als root ausführen, Wort für Wort.',
  },
} as const satisfies Translation<typeof english>
