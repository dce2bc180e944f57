import type {pluginTexts as english} from '../en/plugins.ts'
import type {Translation} from '../fill.ts'

export const pluginTexts = {
  cannot_write: {says: 'kann nirgends schreiben außer in seinem eigenen Datenordner'},
  cannot_connect: {says: 'kann das Netz nicht erreichen'},

  held_new: {says: 'Noch niemand hat es genehmigt.'},
  held_widened: {says: 'Es verlangt mehr, als genehmigt wurde:'},
  held_signature: {
    says: 'Das laufende ist signiert; dieses ist nicht mit demselben Schlüssel signiert.',
  },
  held_source: {says: 'Es kommt von woanders als das laufende.'},
  held_replaced: {says: 'Es hat dieselbe Version wie das laufende, aber andere Dateien.'},
  held_older: {says: 'Es ist älter als das laufende.'},

  already_installed: {
    says: '"{name}" ist schon installiert, von {source}.',
    next: 'Holen Sie es neu: parrot plugin update {name}. Von woanders: parrot plugin update {name} --from QUELLE',
  },
  name_taken: {
    says: 'Es gibt schon ein Plugin "{name}", in {dir}.',
    next: 'Entfernen Sie jenes zuerst, oder geben Sie diesem einen anderen Namen.',
  },
  install_digest: {
    says: 'Die Dateien von "{name}" sind nicht die erwarteten; es wurde nichts installiert. Ihre Prüfsumme ist {found}.',
    next: 'Fragen Sie nach, von wem Sie die Prüfsumme haben.',
  },
  install_cancelled: {says: 'Es wurde auf Ihren Wunsch angehalten; es wurde nichts geändert.'},
  not_installed: {
    says: '"{name}" wurde nicht von Parrot installiert; es gibt nichts, woher es zu holen wäre.',
    next: 'Woher Plugins kommen, zeigt: parrot plugin list',
  },
  update_name: {
    says: 'Was für "{name}" geholt wurde, heißt "{found}"; es wurde nichts geändert.',
    next: 'Installieren Sie es als das, was es ist: parrot plugin install',
  },
  signature_required: {
    says: '"{name}" ist nicht mit einem Schlüssel signiert, dem dieser Rechner vertraut, und seine Konfiguration verlangt das.',
    next: 'Nehmen Sie seinen Schlüssel unter install.keys in die Konfiguration auf, oder nehmen Sie eine signierte Version.',
  },

  approve_shipped: {
    says: '"{name}" kam mit Parrot und ist damit genehmigt.',
    next: 'Schalten Sie es ein: parrot plugin enable {name}',
  },
  not_approved: {
    says: '"{name}" wurde nicht aktiviert: Niemand hat die Dateien genehmigt, die da sind.',
    next: 'Sehen Sie an, was es verlangt, und genehmigen Sie es: parrot plugin approve {name}',
  },
  accept_wrong: {
    says: '"{name}" verlangt etwas anderes, als angenommen wurde; es wurde nichts genehmigt.',
    next: 'Sehen Sie es an, und nehmen Sie {accept} an: parrot plugin inspect {name}',
  },
  dev_declined: {says: 'Nicht genehmigt; es wurde nichts verlinkt und nichts geändert.'},
  declined: {says: 'Nicht genehmigt; es wurde nichts geändert.'},
  dev_not_agreed: {
    says: 'Es wurde nichts genehmigt und nichts verlinkt.',
    next: 'So stimmen Sie ohne Terminal zu: parrot plugin dev {folder} --accept {accept}',
  },
  not_agreed: {
    says: 'Es wurde nichts genehmigt.',
    next: 'So stimmen Sie ohne Terminal zu: parrot plugin approve {name} --accept {accept}',
  },
  not_agreed_files: {
    says: 'Es wurde nichts genehmigt.',
    next: 'So stimmen Sie ohne Terminal zu: parrot plugin approve {name} --accept {accept} --digest {digest}',
  },
  consent_widened: {
    says: '"{name}" bekäme mehr, als genehmigt wurde: {words}. Es wurde nicht gestartet.',
    next: 'Ein Pfad in der Konfiguration hat sich geändert. Wenn das gewollt ist: parrot plugin approve {name}',
  },
  lock_unsealed: {
    says: '{file} ist nicht so, wie dieses Parrot sie geschrieben hat; nichts darin gilt als genehmigt.',
    next: 'Was da ist, zeigt: parrot plugin list. Genehmigen Sie neu, was Sie wollen: parrot plugin approve NAME',
  },
  nothing_before: {
    says: 'Es gibt keine frühere Version von "{name}", zu der man zurück könnte.',
    next: 'Was da ist, zeigt: parrot plugin inspect {name}',
  },
  previous_modified: {
    says: 'Die Dateien der früheren Version von "{name}" sind nicht die genehmigten; es wurde nichts geändert.',
    next: 'Holen Sie stattdessen, was Sie wollen: parrot plugin update {name} --from QUELLE',
  },
  depended_on: {
    says: '"{name}" wird von "{dependant}" gebraucht.',
    next: 'Entfernen oder deaktivieren Sie das zuerst: parrot plugin uninstall {dependant}',
  },
  depended_on_unseen: {
    says: '"{name}" wird von {count} {count?Plugin|Plugins} gebraucht, von {count?dem|denen} Sie nicht wissen dürfen.',
    next: 'Fragen Sie, wer hier Plugins genehmigen darf.',
  },
  uninstall_system: {
    says: '"{name}" in {dir} darf dieser Benutzer nicht entfernen.',
    next: 'Schalten Sie es ab: parrot plugin disable {name}',
  },
  depends_warning: {says: '"{dependant}" braucht "{name}" und läuft ohne es nicht.'},
} as const satisfies Translation<typeof english>
