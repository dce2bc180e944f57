import type {catalogTexts as english} from '../en/catalog.ts'
import type {Translation} from '../fill.ts'

const again = 'Sehen Sie nach, was sich geändert hat, und versuchen Sie es noch einmal.'

export const catalogTexts = {
  folder_unreadable: {says: '{dir}: {cause}.', next: 'Machen Sie ihn lesbar: chmod u+rx {folder}'},
  folder_too_full: {
    says: '{dir} enthält mehr als {most} Ordner; der Rest wird ausgelassen.',
    next: 'Bewahren Sie dort nur Plugins auf.',
  },
  folder_is_link: {
    says: '{dir} ist ein symbolischer Link; ein Plugin ist ein eigener Ordner.',
    next: 'Kopieren Sie ihn: cp -rL',
  },
  folder_foreign: {
    says: '{dir} gehört der uid {owner}, die ändern könnte, was hier läuft.',
    next: 'Übernehmen Sie ihn: chown -R "$(id -u)" {folder}',
  },
  folder_writable: {
    says: '{dir} ist für andere schreibbar; sie könnten ändern, was hier läuft.',
    next: 'Sperren Sie ihn: chmod -R go-w {folder}',
  },
  part_foreign: {
    says: '{dir}: {path} gehört der uid {owner}, die ändern könnte, was hier läuft.',
    next: 'Übernehmen Sie es: chown -R "$(id -u)" {folder}',
  },
  part_writable: {
    says: '{dir}: {path} ist für andere schreibbar; sie könnten ändern, was hier läuft.',
    next: 'Sperren Sie es: chmod -R go-w {folder}',
  },
  tree_refused: {
    says: '{dir}: {path}: {cause}.',
    next: 'Ein Plugin besteht aus Ordnern, Dateien und Links zwischen ihnen. Entfernen Sie, was genannt ist.',
  },

  entry_missing: {
    says: '{file}, der Einstiegspunkt, ist nicht zu finden ({cause}).',
    next: 'Berichtigen Sie "entrypoint" im Manifest, oder bauen Sie das Plugin.',
  },
  entry_outside: {
    says: '{file}, der Einstiegspunkt, führt aus seinem Ordner hinaus.',
    next: 'Legen Sie eine Kopie in den Ordner.',
  },
  entry_not_a_file: {
    says: '{file}, der Einstiegspunkt, ist keine gewöhnliche Datei.',
    next: 'Berichtigen Sie "entrypoint" im Manifest.',
  },
  entry_not_executable: {
    says: '{file}, der Einstiegspunkt, ist nicht ausführbar.',
    next: 'Beheben Sie es: chmod +x {word}',
  },
  entry_no_program: {
    says: '{file}, der Einstiegspunkt, kann nicht gestartet werden: Es hat keine Zeile mit #! und ist kein Programm.',
    next: 'Beginnen Sie mit der Zeile #!/usr/bin/env bash, oder dem Interpreter, für den es ist.',
  },

  plugin_misplaced: {
    says: '{dir} enthält ein Plugin namens "{name}".',
    next: 'Geben Sie dem Ordner den Namen seines Plugins.',
  },
  plugin_platform: {says: '"{name}" ist für {platforms}; dies ist {platform}.'},
  plugin_requires: {
    says: '"{name}" braucht Parrot {range}; dies ist {version}.',
    next: 'Aktualisieren Sie Parrot, oder nehmen Sie eine andere Version des Plugins.',
  },
  plugin_changed: {
    says: '{dir} hat sich geändert, während Parrot es ansah.',
    next: 'Versuchen Sie es noch einmal.',
  },
  plugin_shadows: {
    says: '{dir} wird ausgelassen: Es gibt schon ein Plugin "{name}", in {other}.',
    next: 'Geben Sie ihm einen anderen Namen, im Manifest und am Ordner.',
  },
  tool_own: {
    says: '"{name}" kann keinen Befehl "{tool}" haben: So heißt etwas von Parrot selbst.',
    next: 'Der Autor muss ihn anders nennen.',
  },
  tool_taken: {
    says: '"{name}" wird ausgelassen: Sein Befehl hieße "{tool}", wie schon einer von "{other}".',
    next: 'Deaktivieren Sie eines von beiden: parrot plugin disable {other}',
  },

  dependency_missing: {
    says: '"{name}" braucht das Plugin "{dependency}", das nicht da ist.',
    next: 'Installieren Sie es zuerst.',
  },
  dependency_not_enabled: {
    says: '"{name}" braucht das Plugin "{dependency}", das nicht aktiviert ist.',
    next: 'Aktivieren Sie es: parrot plugin enable {dependency}',
  },
  dependency_version: {
    says: '"{name}" braucht "{dependency}" {range}; vorhanden ist {version}.',
    next: 'Aktualisieren Sie eines von beiden.',
  },
  dependency_circle: {
    says: '"{name}" wartet auf sich selbst: {circle}.',
    next: 'Eines davon muss ohne auskommen.',
  },

  lock_damaged: {
    says: '{file} ist nicht so, wie Parrot sie schreibt; kein Plugin ist aktiviert.',
    next: 'Spielen Sie eine gute Kopie zurück. Oder verschieben Sie die Datei, und genehmigen Sie Ihre Plugins neu: parrot plugin approve NAME',
  },
  lock_busy: {
    says: '{file} wird seit 10 Sekunden von einem anderen Prozess benutzt.',
    next: 'Versuchen Sie es noch einmal.',
  },
  lock_unwritable: {
    says: '{file} konnte nicht geschrieben werden: {cause}',
    next: 'Bringen Sie den Ordner in Ordnung, oder schaffen Sie Platz; versuchen Sie es dann noch einmal.',
  },
  proposal_changed: {
    says: '"{name}" ist nicht mehr, was vorgeschlagen wurde; es wurde nicht genehmigt.',
    next: again,
  },
  shipped_modified: {
    says: 'Die Dateien von "{name}" sind nicht die, die mit Parrot kamen.',
    next: 'Installieren Sie Parrot neu.',
  },
} as const satisfies Translation<typeof english>
