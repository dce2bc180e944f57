import type {indexTexts as english} from '../en/indexes.ts'
import type {Translation} from '../fill.ts'

const schema = 'Vergleichen Sie es mit manifests/index.schema.json.'

export const indexTexts = {
  index_none: {
    says: 'Es gibt kein Verzeichnis, in dem gesucht werden könnte.',
    next: 'Nennen Sie eines unter install.indexes in der Konfiguration, oder: parrot plugin search --index DATEI',
  },
  index_unreachable: {
    says: '{index} ist nicht lesbar: {cause}.',
    next: 'Prüfen Sie, ob es da ist und ob dieser Rechner es erreicht.',
  },
  index_slow: {
    says: '{index} war nach {seconds} s nicht da.',
    next: 'Versuchen Sie es später noch einmal.',
  },
  index_status: {
    says: '{index} wurde mit dem HTTP-Status {status} beantwortet.',
    next: 'Prüfen Sie die Adresse.',
  },
  index_redirect: {
    says: '{index} verweist auf {place}; dorthin wird nicht gefolgt: nur wenige Male und nie zu einem anderen Schema.',
    next: 'Liegt das Verzeichnis jetzt dort, nennen Sie es mit dieser Adresse.',
  },
  index_too_large: {
    says: '{index} hat mehr als 4 MiB; nichts davon wurde benutzt.',
    next: 'Teilen Sie es in mehrere auf.',
  },
  index_wrong: {says: '{index} ist kein Verzeichnis von Plugins: {cause}.', next: schema},
  index_entries: {
    says: '{index}: {count} {count?Eintrag wird|Einträge werden} ausgelassen; der erste ist {first}.',
    next: schema,
  },
} as const satisfies Translation<typeof english>
