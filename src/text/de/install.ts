import type {installTexts as english} from '../en/install.ts'
import type {Translation} from '../fill.ts'

const online = 'Prüfen Sie die Verbindung dieses Rechners und seine npm-Konfiguration: npm ping'

export const installTexts = {
  source_either: {
    says: '"{name}" ist hier ein Ordner und vielleicht auch ein Paket von npm.',
    next: 'Für den Ordner: ./{name}. Für das Paket: npm:{name}.',
  },
  source_unknown: {
    says: '"{source}" ist nichts, woher ein Plugin kommen kann.',
    next: 'Geben Sie einen Ordner (./weather), ein Archiv (weather-1.0.0.tgz), einen npm-Namen (weather@1.0.0) oder git+https://…#ref an.',
  },
  source_missing: {
    says: 'Unter {path} ist nichts, also auch nichts zu installieren.',
    next: 'Geben Sie einen Ordner (./weather), ein Archiv (weather-1.0.0.tgz), einen npm-Namen (weather@1.0.0) oder git+https://…#ref an.',
  },
  tarball_refused: {
    says: '{path}: {cause}.',
    next: 'Ein Plugin besteht aus Ordnern, Dateien und Links zwischen ihnen. Nichts davon wurde entpackt.',
  },
  install_disk_full: {
    says: 'Die Platte ist voll; es wurde nichts geändert.',
    next: 'Schaffen Sie Platz, und versuchen Sie es noch einmal.',
  },
  fetch_failed: {
    says: '{source} konnte nicht geholt werden: {cause}',
    next: 'Versuchen Sie es noch einmal, oder holen Sie es von Hand, und installieren Sie den Ordner.',
  },
  source_secret: {
    says: 'Die Adresse enthält einen Namen oder ein Passwort, das jeder Benutzer dieses Rechners beim Holen sähe.',
    next: 'Schreiben Sie sie ohne: npm findet ein Passwort in Ihrer .npmrc, git über einen Credential-Helper oder git+ssh://.',
  },
  registry_secret: {
    says: 'Die Adresse der Registry enthält einen Namen oder ein Passwort, das jeder Benutzer dieses Rechners sähe, solange npm läuft.',
    next: 'Schreiben Sie sie ohne, und geben Sie npm das Passwort in Ihrer .npmrc: npm login --registry <Adresse>',
  },
  npm_large: {
    says: '{spec} hat mehr als {entries} Dateien oder {bytes} Bytes; npm wurde angehalten.',
    next: 'Ein Administrator kann mehr erlauben: install.entries und install.bytes.',
  },
  registry_wrong: {
    says: '"{registry}" ist keine Adresse einer npm-Registry.',
    next: 'Berichtigen Sie PARROT_NPM_REGISTRY, oder install.registry in der Konfiguration.',
  },
  npm_missing: {
    says: 'Die Registry hat kein Paket "{spec}".',
    next: 'Prüfen Sie den Namen: npm search. Ein Ordner wird ./{spec} geschrieben',
  },
  npm_version_missing: {
    says: 'Die Registry hat das Paket, aber keine Version "{spec}".',
    next: 'Die Versionen zeigt: npm view NAME versions',
  },
  npm_integrity: {
    says: 'Was die Registry für {spec} schickte, ist nicht, was sie angibt; es wurde nichts installiert.',
    next: 'Vielleicht hat es unterwegs jemand geändert. Installieren Sie es auch anderswo nicht, bevor Sie das wissen.',
  },
  npm_refused: {
    says: 'Die Registry verweigerte {spec} ohne Anmeldung.',
    next: 'Melden Sie sich dort an: npm login',
  },
  npm_server: {
    says: 'Die Registry scheiterte mit Status {status} an {spec}.',
    next: 'Versuchen Sie es später noch einmal.',
  },
  npm_silent: {says: 'Die Registry antwortete für {spec} nicht rechtzeitig.', next: online},
  npm_offline: {
    says: 'Die Registry ist nicht erreichbar ({cause}), deshalb ist über {spec} nichts bekannt.',
    next: online,
  },
  dependencies_unlocked: {
    says: 'Das Plugin hängt von {names} ab und hat keine Lock-Datei; niemand könnte sagen, was installiert würde.',
    next: 'Der Autor fügt npm-shrinkwrap.json hinzu (npm shrinkwrap) oder legt die Pakete bei.',
  },
  dependencies_loose: {
    says: '{lock}: "{name}" ist nicht durch Prüfsumme auf ein Archiv einer Registry festgelegt.',
    next: 'Der Autor erzeugt die Lock-Datei neu, ohne Links, Ordner und git-Adressen.',
  },
  dependencies_twice: {
    says: 'Das Plugin bringt ein node_modules mit und nennt Abhängigkeiten, die nicht darin sind.',
    next: 'Der Autor lässt eines von beiden weg.',
  },
  git_missing: {says: 'git ist nicht installiert.', next: 'Installieren Sie es: apt install git'},
  git_ref_missing: {
    says: '{url} hat keinen Branch, kein Tag und keinen Commit "{ref}".',
    next: 'Was es dort gibt, zeigt: git ls-remote',
  },
  git_offline: {
    says: '{url} ist nicht erreichbar.',
    next: 'Prüfen Sie die Verbindung dieses Rechners, und versuchen Sie es noch einmal.',
  },
  git_refused: {
    says: '{url} lässt sich ohne Anmeldung nicht lesen.',
    next: 'Geben Sie git einen Weg zur Anmeldung, etwa einen SSH-Schlüssel.',
  },
  git_repository_missing: {
    says: 'Unter {url} gibt es kein git-Repository.',
    next: 'Prüfen Sie die Adresse.',
  },
} as const satisfies Translation<typeof english>
