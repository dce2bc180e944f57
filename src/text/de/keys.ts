import type {keyTexts as english} from '../en/keys.ts'
import type {Translation} from '../fill.ts'

export const keyTexts = {
  keys_damaged: {
    says: '{file} ist nicht so, wie Parrot sie geschrieben hat; es wird kein Schlüssel angenommen.',
    next: 'Stellen Sie die Datei wieder her, oder löschen Sie sie, und erzeugen Sie neue Schlüssel: parrot key create',
  },
  peppers_open: {
    says: '{file} ist für andere lesbar.',
    next: 'Nehmen Sie ihnen das Recht: chmod 600 {file}',
  },
  key_name: {
    says: 'Ein Schlüssel heißt mit Kleinbuchstaben, Ziffern, "-" und "_", höchstens 40 davon.',
    next: 'Geben Sie einen solchen Namen an.',
  },
  key_exists: {
    says: 'Es gibt schon einen Schlüssel "{key}".',
    next: 'Geben Sie einen anderen Namen an, oder: parrot key rotate {key}',
  },
  key_ttl: {
    says: 'Das ist keine Zeit, die ein Schlüssel gelten kann.',
    next: 'Geben Sie eine an, etwa 12h, 30d oder 8w, höchstens zehn Jahre.',
  },
  key_missing: {says: 'Es gibt keinen Schlüssel "{key}".', next: 'Welche es gibt, zeigt: parrot key list'},
  key_missing_near: {
    says: 'Es gibt keinen Schlüssel "{key}".',
    next: 'Meinten Sie {near}? Welche es gibt, zeigt: parrot key list',
  },
  key_over: {
    says: 'Der Schlüssel "{key}" ist {over}.',
    next: 'Erzeugen Sie einen neuen: parrot key create {key}',
  },
  key_is_revoked: {says: 'widerrufen'},
  key_is_expired: {says: 'abgelaufen'},
  key_refused: {
    says: 'Der angegebene Schlüssel gilt hier nicht.',
    next: 'Welche gelten, zeigt: parrot key list. Ohne Schlüssel hat ein Agent die Rolle "agent".',
  },
  key_ended: {
    says: 'Der Schlüssel wurde widerrufen oder ist abgelaufen; die Sitzung ist zu Ende.',
    next: 'Siehe: parrot key list',
  },
  mcp_by_hand: {
    says: 'Dies wartet auf einen Client, der das Model Context Protocol spricht; Strg-C beendet es.',
    next: 'Fügen Sie es einem hinzu: claude mcp add parrot -- parrot mcp',
  },
  key_needed: {
    says: 'Es wird ein API-Schlüssel gebraucht: Authorization: Bearer prk_…, aus parrot key create.',
  },
  key_tries: {
    says: 'Von dort kamen zu viele Schlüssel, die nicht gelten; warten Sie eine Minute.',
  },
  http_address: {
    says: '--http: Gebraucht wird ein Port, oder eine Adresse nur dieses Rechners und ein Port.',
    next: 'Geben Sie etwa 8750, 127.0.0.1:8750 oder [::1]:8750 an. Für andere setzen Sie einen Proxy mit TLS oder ssh -L davor.',
  },
  http_session: {says: 'Diese Sitzung gibt es nicht.', next: 'Beginnen Sie eine mit "initialize".'},
  http_listen: {
    says: 'Auf {address} kann nichts angeboten werden: {cause}',
    next: 'Geben Sie einen anderen Port an: parrot mcp --http 0',
  },
  key_file: {
    says: '--key-file: Gebraucht wird eine eigene Datei mit einem Schlüssel darin, die niemand sonst lesen kann.',
    next: 'Schreiben Sie den Schlüssel hinein, und setzen Sie die Rechte mit: chmod 600',
  },
  key_from: {
    says: '"{from}" ist keine Adresse und kein Netz.',
    next: 'Geben Sie so etwas an wie 192.0.2.7, 10.0.0.0/8 oder 2001:db8::/32.',
  },
  key_no_hash: {
    says: 'Die Zeile von {user} hat keinen api_key_hash.',
    next: 'Legen Sie einen Schlüssel an: parrot key create NAME --user {user}',
  },
  key_no_seed: {
    says: 'Das ist kein Schlüssel, wie die Skripte sie gemacht haben: 64 hexadezimale Ziffern.',
    next: 'Alles andere lässt sich vielleicht erraten. Legen Sie einen Schlüssel an: parrot key create NAME',
  },
  key_hash_unknown: {
    says: 'Der api_key_hash von {user} ist weder SHA-256 noch bcrypt mit einem Aufwand von höchstens 15.',
    next: 'Legen Sie einen Schlüssel an: parrot key create NAME --user {user}',
  },
  key_not_of: {
    says: 'Das ist nicht der Schlüssel von {user}.',
    next: 'Schreiben Sie den richtigen in die Datei.',
  },
} as const satisfies Translation<typeof english>
