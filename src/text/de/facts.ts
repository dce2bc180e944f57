import type {factTexts as english} from '../en/facts.ts'
import type {Translation} from '../fill.ts'

export const factTexts = {
  fact_unavailable: {says: '{fact} ist hier nicht zu erfahren: {cause}'},
  fact_slow: {
    says: '{fact} antwortete nicht innerhalb von {seconds} s.',
    next: 'Suchen Sie nach einem Gerät oder Programm, das hängt.',
  },
  mount_slow: {
    says: '{path} antwortete nicht innerhalb von {seconds} s: Das eingehängte Dateisystem hängt.',
    next: 'Prüfen Sie, ob sein Server oder sein FUSE-Programm noch läuft, oder hängen Sie es aus: umount -l',
  },
  mount_unreadable: {says: '{path} kann nicht gemessen werden: {cause}'},
  no_pressure: {
    says: 'Der Kernel führt keine Werte über Engpässe (PSI).',
    next: 'Starten Sie ihn mit psi=1 auf seiner Befehlszeile, sofern er mit PSI gebaut ist.',
  },
  no_systemd: {says: 'Auf diesem Rechner läuft systemd nicht.'},
  clock_unsaid: {
    says: 'Nichts hier sagt, ob die Uhr gestellt ist (timesyncd, chrony, timedatectl, busybox).',
    next: 'Installieren Sie eines davon, zum Beispiel: apt-get install chrony',
  },
  processes_hidden: {
    says: 'Die Prozesse anderer sind vor diesem Benutzer verborgen (/proc ist mit hidepid eingehängt).',
  },
  no_server: {
    says: 'Parrots Server ist nicht installiert.',
    next: 'Starten Sie einen: parrot server start',
  },
  no_apt: {says: 'Dieser Rechner installiert seine Pakete nicht mit apt.'},
} as const satisfies Translation<typeof english>
