import type {sandboxTexts as english} from '../en/sandbox.ts'
import type {Translation} from '../fill.ts'

const install = 'Installieren Sie es: {command}'

export const sandboxTexts = {
  no_sandbox: {
    says: 'Keine Sandbox für {plugin}: {cause}',
    next: 'Was fehlt und welcher eine Befehl es behebt, zeigt: parrot doctor',
  },
  sandbox_path_missing: {
    says: '{path} kann einem Plugin nicht gegeben werden: Es lässt sich nicht öffnen ({cause}).',
    next: 'Legen Sie es an, oder hängen Sie ein, worauf es liegt.',
  },
  sandbox_path_link: {
    says: '{path} kann einem Plugin nicht gegeben werden: Es ist ein Link.',
    next: 'Erklären Sie den Pfad, zu dem er führt.',
  },
  sandbox_path_moved: {
    says: '{path} kann einem Plugin nicht gegeben werden: Es führt zu {real}.',
    next: 'Erklären Sie den wirklichen Pfad, wenn Sie diesen meinen.',
  },
  sandbox_path_kind: {
    says: '{path} kann einem Plugin nicht gegeben werden: Es ist weder Datei noch Ordner.',
  },
  sandbox_path_never: {
    says: '{path} wird nie einem Plugin gegeben.',
    next: 'Was nie gegeben wird, steht in PLUGINS.md, Permissions.',
  },
  sandbox_path_root: {
    says: 'Wer {path} schreibt, kann root werden, darum braucht es sys:root.',
    next: 'Erklären Sie einen engeren Pfad.',
  },
  sandbox_path_taken: {
    says: '{path} kann einem Plugin nicht gegeben werden: In seiner Sandbox ist {taken} sein eigener Ordner.',
    next: 'Hängen Sie, was dort ist, unter einem anderen Pfad ein, und erklären Sie diesen.',
  },
  sandbox_path_owner: {
    says: 'Unter root schreibt ein Plugin als Eigentümer dessen, was es schreiben darf, und {path} gehört root.',
    next: 'Geben Sie den Ordner einem gewöhnlichen Benutzer: chown <Benutzer> {path}',
  },
  sandbox_path_owners: {
    says: 'Unter root schreibt ein Plugin als Eigentümer dessen, was es schreiben darf, und {path} gehört jemand anderem als der Rest.',
    next: 'Geben Sie alles, was es schreiben darf, einem Benutzer.',
  },
  sandbox_disk_full: {
    says: 'Die Platte mit {path} ist fast voll, und Parrots Aufzeichnungen müssen darauf passen.',
    next: 'Schaffen Sie dort Platz: df -h {path}',
  },
  sandbox_program_missing: {
    says: 'Das Programm {program} ist auf diesem Rechner nicht vorhanden.',
    next: 'Installieren Sie es, und versuchen Sie es noch einmal.',
  },
  sandbox_sys_root: {
    says: 'sys:root gibt es nur, wo Parrot selbst als root läuft.',
    next: 'Starten Sie es mit sudo.',
  },
  sandbox_sys: {
    says: 'sys:{kind} kann noch nicht gegeben werden: Nichts hier könnte ein Plugin darauf beschränken.',
  },
  sandbox_entry_outside: {
    says: 'Der Einstiegspunkt {entry} von {plugin} ist keine Datei seines Ordners.',
  },
  sandbox_entry_mode: {
    says: '{file} darf nicht ausgeführt werden.',
    next: 'Machen Sie die Datei ausführbar: chmod +x {file}',
  },
  sandbox_entry_kind: {
    says: '{file} kann nicht gestartet werden: Es hat keine Zeile mit #! und ist kein Programm.',
    next: 'Beginnen Sie mit der Zeile #!/usr/bin/env bash, oder dem Interpreter, für den es ist.',
  },
  sandbox_entry_program: {
    says: '{file} verlangt in der ersten Zeile {program}, und das gibt es auf diesem Rechner nicht.',
    next: 'Installieren Sie, wozu es gehört, oder nennen Sie dort ein anderes.',
  },
  sandbox_variable: {
    says: 'Die Variable {name} wird nie an ein Plugin weitergegeben: Ein Loader, eine Shell oder Parrot selbst würde ihr gehorchen.',
    next: 'Geben Sie ihr einen anderen Namen.',
  },
  sandbox_unreadable: {
    says: 'Unter root läuft ein Plugin als anderer Benutzer, und {path} ist zu viel, um es dafür zu kopieren.',
    next: 'Lassen Sie es jeden lesen: chmod -R go+rX {path}',
  },
  bash_missing: {says: 'Auf diesem Rechner gibt es kein bash.', next: install},
  bwrap_missing: {says: 'Auf diesem Rechner gibt es kein bubblewrap.', next: install},
  bwrap_old: {
    says: 'Das bubblewrap dieses Rechners kennt {option} nicht.',
    next: 'Gebraucht wird 0.10, oder ein älteres mit der Korrektur für CVE-2024-42472: {command}',
  },
  bwrap_mode: {
    says: '{file} ist da, darf aber nicht ausgeführt werden.',
    next: 'Machen Sie es ausführbar, auf einer Platte, die nicht mit noexec eingehängt ist: {command}',
  },
  bwrap_setting: {
    says: 'Dieser Rechner erlaubt gewöhnlichen Benutzern keine Namespaces: {setting}.',
    next: 'Erlauben Sie es: {command}',
  },
  bwrap_container: {
    says: 'Der Container, der dies ist, verbietet, was bubblewrap braucht: {cause}',
    next: 'Starten Sie ihn mit: {command}',
  },
  bwrap_failed: {
    says: 'bubblewrap arbeitet hier nicht: {cause}',
    next: 'Sehen Sie selbst: {command}',
  },
  machine_unknown: {says: 'Parrot hat keinen Filter für Systemaufrufe von Rechnern der Art {machine}.'},
} as const satisfies Translation<typeof english>
