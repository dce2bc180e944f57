import type {manifestTexts as english} from '../en/manifest.ts'
import type {Translation} from '../fill.ts'

const contract = 'Siehe PLUGINS.md oder manifests/plugin.schema.json.'
const help = 'Was der Befehl nimmt, zeigt: parrot {command} --help'

export const manifestTexts = {
  manifest_unreadable: {
    says: '{file}: {cause}.',
    next: 'Der Ordner eines Plugins enthält ein manifest.json, eine gewöhnliche Datei. Siehe PLUGINS.md.',
  },
  manifest_syntax: {says: '{file}: Das ist kein JSON, wie Parrot es liest: {cause}.', next: contract},
  manifest_wrong: {says: '{file}: {path}: gefunden: {found}, erwartet: {want}', next: contract},
  manifest_refused: {says: '{file}: {path}: {cause}', next: '{cure}'},
  input_wrong: {
    says: '{name}: gefunden: {found}, erwartet: {want}.',
    next: 'Geben Sie es so an: {want}. Siehe: parrot {command} --help',
  },
  input_wrong_near: {says: '{name}: gefunden: {found}, erwartet: {want}.', next: 'Meinten Sie {near}?'},
  input_unknown: {says: '{name} gibt es hier nicht.', next: help},
  input_mistyped: {
    says: '{name} gibt es hier nicht; am nächsten kommt {nearest}.',
    next: help,
  },
  output_wrong: {says: '{path}: gefunden: {found}, erwartet: {want}'},
} as const satisfies Translation<typeof english>
