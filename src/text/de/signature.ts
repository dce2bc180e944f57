import type {signatureTexts as english} from '../en/signature.ts'
import type {Translation} from '../fill.ts'

const tell = 'Benutzen Sie es nicht, und sagen Sie es seinem Autor.'

export const signatureTexts = {
  signature_form: {says: 'Die signature.json von "{name}" ist keine Signatur: {cause}.', next: tell},
  signature_false: {
    says: '"{name}" trägt eine Signatur, die nicht von ihrem Schlüssel {key} stammt.',
    next: tell,
  },
  signature_of_other: {
    says: '"{name}" {version} trägt die Signatur von "{other}" {release}.',
    next: tell,
  },
  signature_modified: {
    says: 'Dateien von "{name}" {version} wurden geändert, hinzugefügt oder entfernt, seit {key} es signiert hat.',
    next: 'Benutzen Sie es nicht; holen Sie es neu von seinem Autor.',
  },
  signature_untrusted: {
    says: '"{name}" ist mit {key} signiert, einem Schlüssel, dem dieser Rechner nicht vertraut.',
    next: 'Hat sein Autor Ihnen diesen Schlüssel auf vertrauenswürdigem Weg genannt, nehmen Sie ihn unter install.keys in die Konfiguration auf.',
  },

  signing_key_exists: {
    says: '{file} gibt es schon, und ein Schlüssel wird nie überschrieben.',
    next: 'Behalten Sie jenen, oder nennen Sie eine andere Datei: parrot plugin keygen --out DATEI',
  },
  signing_key_unwritten: {
    says: 'Es wurde kein Schlüssel erzeugt: {file}: {cause}.',
    next: 'Nennen Sie eine Datei in einem Ordner, der da ist und Ihnen gehört: parrot plugin keygen --out DATEI',
  },
  signing_key_missing: {
    says: 'In {file} ist kein Schlüssel.',
    next: 'Erzeugen Sie einen: parrot plugin keygen',
  },
  signing_key_open: {
    says: '{file} ist keine Datei, die nur Sie lesen können; andere könnten mit diesem Schlüssel auch signieren.',
    next: 'Hat sie niemand gelesen: chmod 600 {file}. Sonst erzeugen Sie einen anderen, und sagen Sie es denen, die ihm vertrauen.',
  },
  signing_key_none: {
    says: '{file} ist kein Schlüssel zum Signieren: {cause}.',
    next: 'Nennen Sie einen aus parrot plugin keygen: --key DATEI',
  },
  sign_unwritten: {
    says: 'Es wurde nichts signiert: {file}: {cause}.',
    next: 'Beheben Sie das, und versuchen Sie es noch einmal.',
  },
  sign_changed: {
    says: '{dir} hat sich beim Signieren geändert; die Signatur gilt nicht für das, was jetzt dort liegt.',
    next: 'Warten Sie, bis dort nichts mehr schreibt, und signieren Sie noch einmal.',
  },
} as const satisfies Translation<typeof english>
