import type {authorTexts as english} from '../en/author.ts'
import type {Translation} from '../fill.ts'

export const authorTexts = {
  new_name: {
    says: '"{name}" kann kein Plugin heißen: {want}, und keines von Parrots eigenen Wörtern.',
    next: 'Wählen Sie einen anderen Namen.',
  },
  new_there: {
    says: '{dir} gibt es schon; es wurde nichts angelegt.',
    next: 'Wählen Sie einen anderen Namen oder mit --dir einen anderen Ordner.',
  },
  new_nowhere: {says: 'Es gibt keinen Ordner {dir}.', next: 'Legen Sie ihn an: mkdir -p {dir}'},
  example_words: {
    says: 'Die Wörter des Beispiels sind nicht das, was dieser Befehl nimmt.',
    next: 'Vergleichen Sie sie mit: parrot NAME --help',
  },
  test_root: {
    says: '"{name}" verlangt {right} und wird damit nicht zum Test ausgeführt.',
    next: 'Testen Sie es ohne, oder installieren Sie es und führen Sie es aus.',
  },
  test_secret: {
    says: 'Das Beispiel "{run}" lässt {key} von diesem Rechner lesen, was nur ein Administrator bestimmen darf; es wurde nichts ausgeführt.',
    next: 'Schreiben Sie einen Wert zum Ausprobieren in das Beispiel.',
  },
  test_accept: {
    says: '"{name}" verlangt mehr als nichts, und niemand hat zugestimmt; es wurde nichts ausgeführt.',
    next: 'Stimmen Sie am Terminal zu, oder mit: --accept {accept}',
  },
} as const satisfies Translation<typeof english>
